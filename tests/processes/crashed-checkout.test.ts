import { afterAll, expect, test } from "vitest";
import { killAt, leavesTrace, listPoints } from "./support/crash-checkout";
import { openGround } from "./support/ground";

// The list is made before the tests are: each point is a test of its own.
const ground = await openGround("crashed-checkout");
const points = await listPoints(ground);
const telling = points.filter(leavesTrace);

afterAll(ground.close);

test("one checkout has many moments to die at", () => {
  expect(telling.length).toBeGreaterThanOrEqual(12);
  for (const call of ["POST /customers", "POST /payment-intents", "COMMIT"])
    for (const moment of ["before", "sent", "answered"])
      expect(points).toContainEqual(expect.stringMatching(new RegExp(`^\\d+ ${call}, ${moment}$`)));
});

test.concurrent.each(telling)("killed at %s: one customer, one link, and it can be paid", async (point) => {
  expect(await killAt(ground, point, 1)).toEqual([]);
});
