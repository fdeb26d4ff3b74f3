import { importBundled } from "./lib/import-bundled.mjs";

/* `node --conditions=react-server scripts/run.mjs scripts/worker.ts --with-parent`: one of our programs and its words. */
process.argv.splice(1, 1);
await importBundled(process.argv[1]);
