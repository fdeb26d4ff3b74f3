import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { buildSync } from "esbuild";
import { root } from "../../../scripts/lib/stack.mjs";
import { setting } from "../../setup/setting";
import { actions } from "../support/visitor";

/**
 * Everything that the build answers, by the names that the matrix uses: `GET /orders`, `POST /sign-out`,
 * `basket removeAction`. What there is says Next itself, so that no way of writing it hides a page, route or action.
 */
export function routeTree(): string[] {
  const routes = Object.entries(manifest("app-path-routes-manifest.json"));
  const older = Object.keys(manifest("server/pages-manifest.json"));
  return [
    ...routes.flatMap(([place, path]) => offersOf(place, path)),
    ...older.filter((path) => path !== "/500").map((path) => `GET ${path} of pages/`),
    ...actions().map(nameOf),
  ];
}

/** Next's own pages for what is not found or has failed. */
const NEXTS_OWN = ["/_not-found/page", "/_global-error/page"];

function offersOf(place: string, path: string): string[] {
  if (NEXTS_OWN.includes(place)) return [];
  if (place.endsWith("/page")) return [`GET ${path}`];
  const source = [".ts", ".tsx", ".js", ".jsx"]
    .map((ending) => join(root, "app", `${place}${ending}`))
    .find(existsSync);
  if (source) return methodsOf(source).map((method) => `${method} ${path}`);
  // An icon or a picture is sent as it lies in app/.
  return isFile(join(root, "app", path)) ? [] : [`GET ${path}`];
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Of what the file exports, in whatever form, from wherever. */
function methodsOf(source: string): string[] {
  const { metafile } = buildSync({
    entryPoints: [source],
    absWorkingDir: root,
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    metafile: true,
    write: false,
    logLevel: "error",
  });
  const [output] = Object.values(metafile.outputs);
  const found = METHODS.filter((method) => output?.exports.includes(method));
  if (found.length === 0)
    throw new Error(`${source} exports nothing that answers, or by a way not understood`);
  return found;
}

function nameOf({ file, name }: { file: string; name: string }): string {
  const isPlain = posix.basename(file) === "actions.ts" && file.startsWith("app/");
  return isPlain ? `${posix.dirname(file).slice("app/".length)} ${name}` : `${file} ${name}`;
}

function manifest(name: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, setting("TEST_DIST_DIR"), name), "utf8"));
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile();
