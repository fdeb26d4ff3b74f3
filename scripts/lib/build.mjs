import { existsSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashInputs } from "./input-hash.mjs";
import { withLock } from "./lock.mjs";
import { keepBuild, pruneBuilds } from "./old-builds.mjs";
import { root } from "./root.mjs";
import { say, step } from "./say.mjs";
import { workFile } from "./work-folder.mjs";

const inputs = [
  ...["app", "components", "lib", "public", "prisma/schema.prisma"],
  ...["instrumentation.ts", "proxy.ts", "middleware.ts"],
  ...["next.config.js", "postcss.config.mjs", "tsconfig.json", "package-lock.json"],
];

/**
 * Returns the folder of a production build of exactly these sources, building it when there is none yet. The
 * folder is named after the sources, so copies, tests and a running shop never pull it from under each other.
 */
export async function ensureBuilt(processes, { everyMs } = {}) {
  const distDir = `.next-${hashInputs(inputs, { except: ["lib/db/generated"] })}`;
  keepBuild(distDir);
  const complete = join(root, distDir, "complete");
  if (!existsSync(complete)) {
    const onWait = () => say("  … another command is building; waiting for it");
    await withLock(workFile("build.lock"), { onWait }, async () => {
      if (existsSync(complete)) return;
      rmSync(join(root, distDir), { recursive: true, force: true });
      await step("Building the shop (next build)", () => build(processes, distDir), { everyMs });
      writeFileSync(complete, "");
      pruneBuilds({ keep: 3 });
    });
  }
  utimesSync(complete, new Date(), new Date());
  return distDir;
}

function build(processes, distDir) {
  const env = { ...process.env, ...nextSettings(distDir), NODE_ENV: "production" };
  return processes.run("next build", process.execPath, [nextProgram, "build"], { cwd: root, env });
}

export const nextProgram = join(root, "node_modules/next/dist/bin/next");

/**
 * What next.config.js reads. Next writes its folder into the tsconfig it is given, so each build gets one of
 * its own that extends the project's.
 */
export function nextSettings(distDir) {
  const tsconfig = `tsconfig${distDir}.json`;
  writeFileSync(workFile(tsconfig), `${JSON.stringify(buildTsconfig(distDir), null, 2)}\n`);
  return { NEXT_DIST_DIR: distDir, NEXT_TSCONFIG: `.next-work/${tsconfig}`, NEXT_TELEMETRY_DISABLED: "1" };
}

function buildTsconfig(distDir) {
  return {
    extends: "../tsconfig.json",
    compilerOptions: { plugins: [{ name: "next" }] },
    include: ["../**/*.ts", "../**/*.tsx", `../${distDir}/types/**/*.ts`],
    exclude: ["../node_modules", "../.data", "../.test-data"],
  };
}
