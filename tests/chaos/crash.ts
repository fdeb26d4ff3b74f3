import { killAt, listPoints, wakeAfter } from "../processes/support/crash-checkout";
import { mapInParallel } from "../setup/map-in-parallel";
import { runSection } from "./section";

const LANES = 3;

/**
 * A first checkout killed at every point there is, followed by one press and by twenty at once; then stopped there,
 * overtaken, and woken again.
 */
await runSection("crash", async (ground) => {
  const points = await listPoints(ground);
  console.log(`  ${points.length} points`);
  // Who sleeps within a transaction holds its locks, wherever it is: its end stands for all of it.
  const asleep = points.slice(points.findIndex((point) => point.endsWith(" COMMIT, before")));
  const trials = [
    { what: "killed, 1 follower", points, run: (point: string) => killAt(ground, point, 1) },
    { what: "killed, 20 followers", points, run: (point: string) => killAt(ground, point, 20) },
    { what: "overtaken asleep", points: asleep, run: (point: string) => wakeAfter(ground, point) },
  ];
  const wrong: string[] = [];
  for (const { what, points, run } of trials) {
    const sinceMs = performance.now();
    const complaints = await mapInParallel(points, LANES, run);
    const seconds = ((performance.now() - sinceMs) / 1_000).toFixed(0);
    console.log(
      `  ${what}: ${complaints.filter((lines) => lines.length > 0).length} points go wrong (${seconds} s)`,
    );
    complaints.forEach((lines, index) => {
      for (const line of lines) wrong.push(`${what} at ${points[index]}: ${line}`);
    });
  }
  return wrong;
});
