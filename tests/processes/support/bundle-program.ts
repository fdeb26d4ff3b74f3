import { join, parse } from "node:path";
import { build } from "esbuild";
import { root } from "../../../scripts/lib/stack.mjs";
import type { Ground } from "./ground";

const made = new Map<string, Promise<string>>();

/** One of our TypeScript programs as one file: dozens of starts then cost half of what compiling each would. */
export function bundleProgram({ dataDir }: Ground, program: string): Promise<string> {
  const outfile = join(dataDir, `${parse(program).name}.mjs`);
  const bundle = made.get(outfile) ?? bundleInto(outfile, program);
  made.set(outfile, bundle);
  return bundle;
}

async function bundleInto(outfile: string, program: string): Promise<string> {
  await build({
    entryPoints: [join(root, program)],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "esm",
    // As in the running shop, where "server-only" is empty.
    conditions: ["react-server"],
    logLevel: "error",
  });
  return outfile;
}
