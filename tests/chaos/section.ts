import { parseArgs } from "node:util";
import { type Ground, openGround } from "../processes/support/ground";

type Options = { seed: number; seconds: number };

/**
 * One section of `npm run test:chaos`, in a process and on a ground of its own. `work` says what it does as it goes
 * and returns what is wrong, a line each; any line fails the run.
 */
export async function runSection(
  name: string,
  work: (ground: Ground, options: Options) => Promise<string[]>,
): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: "string", default: "1" }, seconds: { type: "string", default: "60" } },
  });
  const options = { seed: Number(values.seed), seconds: Number(values.seconds) };
  const ground = await openGround(`chaos-${name}`);
  try {
    const wrong = await work(ground, options);
    for (const line of wrong) console.log(`  ✗ ${line}`);
    console.log(`${name}: ${wrong.length === 0 ? "nothing is wrong" : `${wrong.length} things are wrong`}`);
    process.exitCode = wrong.length === 0 ? 0 : 1;
  } finally {
    await ground.close();
  }
}
