import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPlace, notedProcesses, type Place } from "./place";
import { npmStart, survivors, treeOf } from "./run";

let place: Place;
beforeAll(async () => {
  place = await newPlace();
});
afterAll(() => place.remove());

const names = () =>
  notedProcesses(place)
    .map(({ name }) => name)
    .sort();

/** A merchant's own key, and nothing at Dojo's address: no emulator is started, and nobody is asked. */
const ownKey = {
  DOJO_API_KEY: "sk_sandbox_start_test",
  DOJO_API_URL: "http://127.0.0.1:1",
  DOJO_WEBHOOK_SECRETS: "a-signing-secret-of-the-subscription",
};

test("a shop with its own key has a worker too; when that dies the run ends and names it", async () => {
  const run = npmStart(place, ownKey);
  await run.ready();
  expect(names()).toEqual(["postgres", "shop", "worker"]);
  expect(readFileSync(join(place.dataDir, "logs/worker.log"), "utf8")).toContain("Worker ready: inbox");
  const tree = treeOf(place, run);
  const worker = notedProcesses(place).find(({ name }) => name === "worker");
  process.kill(worker?.pid ?? 0, "SIGKILL");
  expect(await run.exitCode).toBe(1);
  expect(run.output()).toContain("worker ended (SIGKILL)");
  expect(await survivors(tree)).toEqual([]);
});

test("with WORKER=off there is none, and the screen says who does the work", async () => {
  const run = npmStart(place, { WORKER: "off" });
  await run.ready();
  expect(names()).toEqual(["emulator", "postgres", "shop"]);
  expect(run.output()).toContain("npm run worker");
  run.npm.kill("SIGTERM");
  await run.exitCode;
});
