import { afterAll, beforeAll, expect, test } from "vitest";
import { playScenario, ROWS, scenarios } from "./faults/table";
import { unplayable } from "./faults/unplayable";
import { openWorld, type World } from "./faults/world";
import { leaksOf } from "./support/leaks";

let world: World;

beforeAll(async () => {
  world = await openWorld(1);
}, 240_000);

afterAll(() => world?.close());

test("every row of the table is played, or it is said why not", () => {
  const told = [...scenarios.flatMap(({ rows }) => rows), ...unplayable.map(({ row }) => row)];
  const all = Array.from({ length: ROWS }, (_, index) => index + 1);
  expect([...new Set(told)].sort((one, other) => one - other)).toEqual(all);
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
});

const everyTime = scenarios.filter(({ npmTest }) => npmTest);

test("at least twelve are played every time", () => {
  expect(everyTime.length).toBeGreaterThanOrEqual(12);
});

test.each(everyTime)("$rows $name", async (scenario) => {
  expect(await playScenario(world, scenario)).toEqual([]);
});

test("whatever went wrong, no secret was written down", async () => {
  expect(await leaksOf(world.ground)).toEqual([]);
});
