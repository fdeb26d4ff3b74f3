import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

/*
 * Starts the emulator from one bundled file, made again when a source has changed: that takes a third of the time
 * that compiling it module by module takes.
 */
const source = import.meta.dirname;
const cache = join(source, "../node_modules/.cache/dojo-emulator");
const bundle = join(cache, `${fingerprint()}.mjs`);

try {
  if (!existsSync(bundle)) await makeBundle();
  await import(pathToFileURL(bundle).href);
} catch (error) {
  // An installation that nobody may write to (a container) starts the slower way.
  if (!["EACCES", "EROFS", "EPERM"].includes(error?.code)) throw error;
  const { register } = await import("tsx/esm/api");
  register();
  await import("./main.ts");
}

/** Of names, sizes and times of change: reading the files themselves would take as long as the start. */
function fingerprint() {
  const hash = createHash("sha256").update(process.version);
  const names = readdirSync(source, { recursive: true }).filter((name) => /\.m?ts$|\.mjs$/.test(`${name}`));
  for (const name of [...names.sort(), "../package-lock.json"]) {
    const { size, mtimeMs } = statSync(join(source, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

async function makeBundle() {
  const { build } = await import("esbuild");
  const main = join(source, "main.ts");
  const fresh = `${bundle}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  await build({
    entryPoints: [main],
    outfile: fresh,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // Files beside the source are found as if the bundle lay there.
    define: { "import.meta.url": JSON.stringify(pathToFileURL(main).href) },
    logLevel: "error",
  });
  renameSync(fresh, bundle);
  for (const name of readdirSync(cache)) {
    if (name.endsWith(".mjs") && name !== basename(bundle)) rmSync(join(cache, name), { force: true });
  }
}
