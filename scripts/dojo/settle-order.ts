import { settleByHand } from "@/lib/operations/settle-by-hand";

export async function run([number]: string[]): Promise<number> {
  if (!number) {
    console.error("Which order? npm run dojo -- orders settle <number>");
    return 2;
  }
  const settled = await settleByHand(number);
  if (!settled) {
    console.error(`There is no order ${number}.`);
    return 3;
  }
  const { before, after, unknown } = settled;
  console.log(
    before === after
      ? `Order ${number} is ${after}, as before.`
      : `Order ${number} was ${before} and is ${after}.`,
  );
  if (unknown.length > 0) {
    console.error(
      `Not everything is known: ${unknown.join("; ")}. What Dojo did say is applied. Ask again later.`,
    );
    return 4;
  }
  return after === "REVIEW" ? 1 : 0;
}
