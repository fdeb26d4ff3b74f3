import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf, localSecrets, startEmulator, startPostgres } from "../../../scripts/lib/stack.mjs";
import type { Ground } from "../support/ground";

/** Dojo is gone: nobody listens where it was. What it knew is on disk. */
export async function killEmulator(ground: Ground): Promise<void> {
  await end(ground, "emulator", "SIGKILL");
}

export async function reviveEmulator({ processes, dataDir, env }: Ground): Promise<void> {
  const port = Number(new URL(env.DOJO_API_URL ?? "").port);
  await startEmulator(processes, { port, dataDir, env });
}

/** Every connection is cut, and new ones are refused until the database is back. */
export async function restartDatabase(ground: Ground, awayMs: number): Promise<void> {
  const { processes, dataDir } = ground;
  await end(ground, "postgres", "SIGINT");
  await sleep(awayMs);
  await startPostgres(processes, {
    dataDir,
    password: localSecrets(dataDir).POSTGRES_PASSWORD,
    durable: false,
  });
}

type Note = { name: string; pid: number; identity: string };

/** By the notes that every run keeps of its own processes. */
async function end({ dataDir }: Ground, name: string, signal: NodeJS.Signals): Promise<void> {
  const folder = join(dataDir, "run");
  const notes = readdirSync(folder).map((file): Note => JSON.parse(readFileSync(join(folder, file), "utf8")));
  const note = notes.find((each) => each.name === name && lives(each));
  if (!note) throw new Error(`${name} is not running`);
  process.kill(note.pid, signal);
  while (lives(note)) await sleep(20);
}

const lives = ({ pid, identity }: Note) => identityOf(pid) === identity;
