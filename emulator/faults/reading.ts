import type { Table } from "../table";
import type { World } from "../world";
import type { ApiFault } from "./schema";

/** The slowest index that the research found: 30 s. */
const LAG_MS = 30_000;

/**
 * Rows as a reader of a late copy sees them: without those younger than the lag (ms of virtual time), or as they
 * were before their last change. Former versions do not outlive the process.
 */
export function asRead<Row extends { id: string; createdAt: string }>(
  world: World,
  table: Table<Row>,
  rows: Row[],
  fault: ApiFault | undefined,
): Row[] {
  if (fault?.kind === "stale") return rows.map((row) => table.former(row.id) ?? row);
  if (fault?.kind !== "lag") return rows;
  const newest = world.clock.now() - (fault.delayMs ?? LAG_MS);
  return rows.filter(({ createdAt }) => Date.parse(createdAt) <= newest);
}
