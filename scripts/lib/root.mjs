import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The project folder, wherever the command was started from. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
