import { DojoError } from "@/lib/dojo/errors";
import { settleByHand } from "@/lib/operations/settle-by-hand";

export async function run([number]: string[]): Promise<number> {
  if (!number) {
    console.error("Which order? npm run dojo -- orders settle <number>");
    return 2;
  }
  try {
    const settled = await settleByHand(number);
    if (!settled) {
      console.error(`There is no order ${number}.`);
      return 3;
    }
    const { before, after } = settled;
    console.log(
      before === after
        ? `Order ${number} is ${after}, as before.`
        : `Order ${number} was ${before} and is ${after}.`,
    );
    return after === "REVIEW" ? 1 : 0;
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    console.error(`Dojo does not say: ${error.message}. Nothing was changed; the worker goes on asking.`);
    return 4;
  }
}
