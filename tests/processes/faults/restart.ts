import { setTimeout as sleep } from "node:timers/promises";
import { localSecrets, startEmulator, startPostgres } from "../../../scripts/lib/stack.mjs";
import type { Ground } from "../support/ground";

/** In ms: by then the shop's processes have seen that their kept connections are closed. */
const NOTICED_MS = 300;

/** Dojo is gone: nobody listens where it was. What it knew is on disk. */
export async function killEmulator({ processes }: Ground): Promise<void> {
  await processes.end("emulator", "SIGKILL");
  // A call on a connection whose end nobody has noticed yet may have arrived, for all the shop knows.
  await sleep(NOTICED_MS);
}

export async function reviveEmulator({ processes, dataDir, env }: Ground): Promise<void> {
  const port = Number(new URL(env.DOJO_API_URL ?? "").port);
  await startEmulator(processes, { port, dataDir, env });
}

/** Every connection is cut, and new ones are refused until the database is back, `awayMs` later. */
export async function restartDatabase({ processes, dataDir }: Ground, awayMs: number): Promise<void> {
  await processes.end("postgres", "SIGINT");
  await sleep(awayMs);
  const password = localSecrets(dataDir).POSTGRES_PASSWORD;
  await startPostgres(processes, { dataDir, password, durable: false });
}
