import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./root.mjs";

const cache = join(root, "node_modules/.cache/dojo-programs");
const DAY_MS = 24 * 3_600_000;
const unwritable = ["EACCES", "EROFS", "EPERM"];

/**
 * Runs one of our TypeScript programs in this process from one bundled file, made again when a source has changed:
 * that takes half the time that compiling it module by module takes (docs/decisions/0009). `place` is the file whose
 * `import.meta.url` the bundle has, since files beside it are read; `packages` says whether those are in it too.
 */
export async function importBundled(program, { place = "scripts/lib/root.mjs", packages = "external" } = {}) {
  const name = createHash("sha256").update(`${process.version} ${program}`).digest("hex").slice(0, 12);
  const note = join(cache, `${name}.json`);
  try {
    const bundle = bundleOf(note) ?? (await makeBundle(note, { program, place, packages }));
    process.setSourceMapsEnabled(true);
    await import(pathToFileURL(bundle).href);
  } catch (error) {
    // An installation that nobody may write to (a container) starts the slower way.
    if (!unwritable.includes(error?.code) || error.path?.startsWith(cache) !== true) throw error;
    const { register } = await import("tsx/esm/api");
    register();
    await import(pathToFileURL(resolve(root, program)).href);
  }
}

/** Null when there is none, or one of other sources. */
function bundleOf(note) {
  try {
    const { bundle, sources, stamp } = JSON.parse(readFileSync(note, "utf8"));
    return stampOf(sources) === stamp && statSync(bundle).isFile() ? bundle : null;
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Of names, sizes and times of change: reading the files themselves would take as long as the start. */
function stampOf(sources) {
  const hash = createHash("sha256");
  for (const source of sources) {
    const { size, mtimeMs } = statSync(join(root, source));
    hash.update(`${source} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Under its final name it is whole, however many processes make it at once. */
async function makeBundle(note, { program, place, packages }) {
  const { build } = await import("esbuild");
  mkdirSync(cache, { recursive: true });
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [program],
    outfile: note.replace(/json$/, "mjs"),
    bundle: true,
    write: false,
    metafile: true,
    sourcemap: "inline",
    sourcesContent: false,
    packages,
    platform: "node",
    target: "node20",
    format: "esm",
    // As in the running shop, where "server-only" is empty.
    conditions: ["react-server"],
    define: { "import.meta.url": JSON.stringify(pathToFileURL(join(root, place)).href) },
    logLevel: "error",
  });
  const own = Object.keys(metafile.inputs).filter((path) => !path.startsWith("node_modules/"));
  const sources = ["package-lock.json", ...own.sort()];
  const stamp = stampOf(sources);
  const bundle = note.replace(/json$/, `${stamp}.mjs`);
  removeOld();
  put(bundle, outputFiles[0].contents);
  put(note, JSON.stringify({ bundle, sources, stamp }));
  return bundle;
}

/** Another process may be about to read what was made a moment ago. */
function removeOld() {
  for (const path of readdirSync(cache).map((name) => join(cache, name)))
    if (Date.now() - statSync(path, { throwIfNoEntry: false })?.mtimeMs > DAY_MS)
      rmSync(path, { force: true });
}

function put(path, content) {
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, content);
  renameSync(fresh, path);
}
