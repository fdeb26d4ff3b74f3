import type { Table } from "../store";
import type { World } from "../world";
import type { ApiFault } from "./schema";

/** The slowest index that the research found: 30 s. */
const LAG_MS = 30_000;

/**
 * A row as a reader of a late copy sees it: not at all while it is younger than the lag (ms of virtual time), as
 * it was before its last change when the copy is stale. Former versions do not outlive the process.
 */
export function asRead<Row extends { id: string; createdAt: string }>(
  world: World,
  table: Table<Row>,
  row: Row,
  fault: ApiFault | undefined,
): Row | undefined {
  if (fault?.kind === "stale") return table.former(row.id) ?? row;
  const lagMs = fault?.kind === "lag" ? (fault.delayMs ?? LAG_MS) : 0;
  return lagMs > 0 && world.clock.now() - Date.parse(row.createdAt) < lagMs ? undefined : row;
}
