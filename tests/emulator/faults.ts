import type { Dojo } from "./dojo";

/** Switches exactly these faults on; throws with the reason when one is refused. */
export async function putFaults(dojo: Dojo, ...faults: object[]): Promise<void> {
  const { status, body } = await dojo.control("PUT", "faults", faults);
  if (status !== 200) throw new Error(JSON.stringify(body));
}
