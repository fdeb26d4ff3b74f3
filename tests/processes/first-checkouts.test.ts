import { afterAll, beforeAll, expect, test } from "vitest";
import { pressAtOnce } from "./support/first-checkouts";
import { type Ground, openGround } from "./support/ground";
import { openRoundRobin } from "./support/round-robin";
import { startShops } from "./support/shop-processes";

let ground: Ground;
let closeDoor: () => Promise<void>;

beforeAll(async () => {
  ground = await openGround("first-checkouts");
  closeDoor = await openRoundRobin(ground.port, (await startShops(ground, 4)).readyPorts);
}, 240_000);

afterAll(async () => {
  await closeDoor?.();
  await ground?.close();
});

test("500 first checkouts of one shopper over four processes make one customer and one link", async () => {
  const { customers, payable, outcomes, pressedAgain, ms } = await pressAtOnce(ground, 500);
  console.log(`In ${ms} ms; ${pressedAgain} of 500 pages had to be pressed again.`);
  expect(customers).toHaveLength(1);
  expect(payable).toHaveLength(1);
  expect(outcomes).toEqual([`link ${payable[0]} of ${customers[0]}`]);
}, 180_000);
