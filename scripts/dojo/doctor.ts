import { readdirSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env";
import { examineShop } from "@/lib/operations/examine-shop";
import { root } from "../lib/root.mjs";

const marks = { ok: "ok   ", warn: "look ", wrong: "WRONG" };

export async function run(): Promise<number> {
  env();
  let wrong = 0;
  for await (const { about, state, detail } of examineShop(migrationNames())) {
    const [first, ...more] = detail.split("\n");
    console.log(`${marks[state]} ${about.padEnd(11)} ${first}`);
    for (const line of more) console.log(" ".repeat(18) + line);
    if (state === "wrong") wrong += 1;
  }
  console.log(wrong === 0 ? "\nThe shop can take money." : `\n${wrong} to mend.`);
  return wrong === 0 ? 0 : 1;
}

function migrationNames(): string[] {
  const folder = join(root, "prisma/migrations");
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
}
