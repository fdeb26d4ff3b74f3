import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashInputs } from "./input-hash.mjs";
import { withLock } from "./lock.mjs";
import { root } from "./root.mjs";
import { step } from "./say.mjs";
import { workFile } from "./work-folder.mjs";

const output = join(root, "lib/db/generated/client.ts");

/** Generates the Prisma client when the schema, or Prisma itself, has changed since. */
export async function ensureGenerated(processes) {
  const note = workFile("generated");
  const inputs = hashInputs(["prisma/schema.prisma", "prisma.config.ts", "node_modules/prisma/package.json"]);
  const isCurrent = () => existsSync(output) && existsSync(note) && readFileSync(note, "utf8") === inputs;
  if (isCurrent()) return;
  await withLock(workFile("generate.lock"), {}, async () => {
    if (isCurrent()) return;
    const prisma = join(root, "node_modules/prisma/build/index.js");
    const env = { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" };
    await step("Generating the database client", () =>
      processes.run("prisma generate", process.execPath, [prisma, "generate"], { cwd: root, env }),
    );
    writeFileSync(note, inputs);
  });
}
