import { join } from "node:path";
import { root } from "./root.mjs";

/** Arguments that run one of our TypeScript programs in this Node, in one process, from wherever it is called. */
export function programArguments(program, ...words) {
  return ["--conditions=react-server", join(root, "scripts/run.mjs"), join(root, program), ...words];
}
