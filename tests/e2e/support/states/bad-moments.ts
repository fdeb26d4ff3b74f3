import { emulatorControl } from "../../../setup/emulator-control";
import { query } from "../shop";

const WEEKS_5_MS = 35 * 24 * 60 * 60 * 1000;

/** The shop's clock alone, so that a card of this month is over. */
export async function fiveWeeksLater(): Promise<void> {
  await query(`INSERT INTO "ClockOffset" (id, "offsetMs") VALUES (1, $1)`, [WEEKS_5_MS]);
}

export async function today(): Promise<void> {
  await query(`DELETE FROM "ClockOffset"`, []);
}

export async function dojoFails(...operations: string[]): Promise<void> {
  const always = { kind: "status", status: 503, probability: 1, times: 1_000, seed: 1 };
  await emulatorControl().faults(operations.map((operation) => ({ operation, ...always })));
}

/** A table out of reach: every page that reads it fails. */
export async function lose(table: string): Promise<void> {
  await query(`ALTER TABLE "${table}" RENAME TO "${table} lost"`, []);
}

export async function find(table: string): Promise<void> {
  await query(`ALTER TABLE IF EXISTS "${table} lost" RENAME TO "${table}"`, []);
}
