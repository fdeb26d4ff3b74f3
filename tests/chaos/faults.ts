import { playScenario, scenarios } from "../processes/faults/table";
import { unplayable } from "../processes/faults/unplayable";
import { openWorld } from "../processes/faults/world";
import { leaksOf } from "../processes/support/leaks";
import { runSection } from "./section";

/**
 * Every fault of the table, one after the other, against two processes of the shop and its worker. With
 * `FAULTS_ONLY='webhook|^30'` only those whose line fits.
 */
await runSection("faults", async (ground) => {
  const world = await openWorld(2, ground);
  const only = new RegExp(process.env.FAULTS_ONLY ?? "");
  const wrong: string[] = [];
  for (const scenario of scenarios) {
    const title = `${scenario.rows.join(", ")} ${scenario.name}`;
    if (!only.test(title)) continue;
    const sinceMs = performance.now();
    const complaints = await playScenario(world, scenario);
    const seconds = ((performance.now() - sinceMs) / 1_000).toFixed(1);
    console.log(`  ${complaints.length === 0 ? "✓" : "✗"} ${title} (${seconds} s)`);
    for (const complaint of complaints) wrong.push(`${title}: ${complaint}`);
  }
  for (const { row, what, why } of unplayable) console.log(`  – ${row} ${what}: ${why}`);
  for (const { ownDeaths } of [...world.shops, world.worker]) wrong.push(...ownDeaths);
  wrong.push(...(await leaksOf(ground)));
  await world.close();
  return wrong;
});
