import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, isAlive } from "./process-identity.mjs";
import { root } from "./root.mjs";
import { workFile, workFolder } from "./work-folder.mjs";

/** Notes that this process serves, or is about to serve, a build: pruning passes over it while we live. */
export function keepBuild(distDir) {
  const user = { pid: process.pid, identity: identityOf(process.pid), distDir };
  writeFileSync(workFile(`use-${process.pid}${distDir}.json`), JSON.stringify(user));
}

/** Deletes all but the builds in use and the `keep` used last: sources change often, disks fill. */
export function pruneBuilds({ keep }) {
  const inUse = new Set(livingUsers().map((user) => user.distDir));
  const builds = readdirSync(root)
    .filter((name) => /^\.next-[0-9a-f]{12}$/.test(name))
    .map((name) => ({ name, usedMs: lastUsedMs(name) }))
    .sort((a, b) => b.usedMs - a.usedMs);
  for (const { name } of builds.slice(keep)) {
    if (inUse.has(name)) continue;
    rmSync(join(root, name), { recursive: true, force: true });
    rmSync(join(workFolder, `tsconfig${name}.json`), { force: true });
  }
}

function livingUsers() {
  const names = readdirSync(workFolder).filter((name) => name.startsWith("use-"));
  return names.flatMap((name) => {
    const path = join(workFolder, name);
    const user = JSON.parse(readFileSync(path, "utf8"));
    if (isAlive(user)) return [user];
    rmSync(path, { force: true });
    return [];
  });
}

function lastUsedMs(name) {
  const complete = statSync(join(root, name, "complete"), { throwIfNoEntry: false });
  return complete?.mtimeMs ?? 0;
}
