import { isDatabaseBusy } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { EnvError } from "@/lib/env";
import { placeOf, readEnvironment } from "../lib/environment.mjs";

/** What keeps every command from its work, in one line, and the exit code for it. Throws what nobody foresaw. */
export function explainFailure(error: unknown): number {
  if (error instanceof EnvError) {
    console.error(
      `${error.message}\nOr start the shop: the settings of one that \`npm start\` runs are found in DATA_DIR.`,
    );
    return 78;
  }
  if (isDatabaseBusy(error)) {
    const { dataDir } = placeOf(readEnvironment());
    console.error(`The database does not answer. Is the shop of ${dataDir} running (npm start)?`);
    return 4;
  }
  if (error instanceof DojoError) {
    console.error(`Dojo does not say: ${error.message}.`);
    return 4;
  }
  throw error;
}
