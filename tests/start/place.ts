import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort, isFree, removePostgresData } from "../../scripts/lib/stack.mjs";

export type Place = { dataDir: string; port: number; emulatorPort: number; remove: () => void };

/** Ports and a private (0700) folder of one copy of the shop: as root, PostgreSQL's user cannot enter it. */
export async function newPlace(): Promise<Place> {
  const parent = mkdtempSync(join(tmpdir(), "start-test-"));
  const dataDir = join(parent, "data");
  const remove = () => {
    removePostgresData(dataDir);
    rmSync(parent, { recursive: true, force: true });
  };
  return { dataDir, port: await freePort(), emulatorPort: await freePort(), remove };
}

/** The processes that a run has noted as its own. */
export function notedProcesses(place: Place): { name: string; pid: number }[] {
  const folder = join(place.dataDir, "run");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
}

export function readData(place: Place, file: string): Record<string, string> {
  return JSON.parse(readFileSync(join(place.dataDir, file), "utf8"));
}

export async function portsInUse(place: Place): Promise<number[]> {
  const ports = [place.port, place.emulatorPort, Number(readData(place, "ports.json").PG_PORT)];
  const free = await Promise.all(ports.map(isFree));
  return ports.filter((_, index) => !free[index]);
}

/** Asks the database of a running shop, as its own owner. */
export async function query(place: Place, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({
    host: "127.0.0.1",
    port: Number(readData(place, "ports.json").PG_PORT),
    user: "shop",
    database: "shop",
    password: readData(place, "secrets.json").POSTGRES_PASSWORD,
  });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
