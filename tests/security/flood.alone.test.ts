import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { FORGED, forgery } from "../setup/forgery";
import { openConnection } from "./support/connection";
import { shopLog } from "./support/log";
import { type Person, signUp } from "./support/people";
import { type Answer, visitor } from "./support/visitor";
import { deliver, eventAbout } from "./support/webhooks";

let person: Person;
beforeAll(async () => {
  person = await signUp();
});

describe("46. A flood of forged webhooks is refused before Next is asked, and fills no log", () => {
  test("1,500 of them: each 401, at most twenty lines in ten seconds, and the shop answers meanwhile", async () => {
    const stranger = visitor();
    const wrong = { "dojo-signature": FORGED };
    const linesOf = () => shopLog().filter((line) => line.includes('"audit":"webhook-refused"')).length;
    const before = linesOf();
    const sinceMs = performance.now();
    let page: Answer | undefined;
    for (let round = 0; round < 15; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, () =>
          stranger.send("/api/webhooks/dojo", { method: "POST", body: "{}", headers: wrong }),
        ),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
      if (round === 12) page = await person.get("/account");
    }
    expect(page?.status).toBe(200);
    const seconds = (performance.now() - sinceMs) / 1_000;
    expect(linesOf() - before).toBeLessThanOrEqual(20 * (2 + Math.ceil(seconds / 10)));
  });

  test("1,400 at once over twenty connections are held back, each is refused in its turn, and Dojo's own come through", async () => {
    const flood = Array.from({ length: 20 }, () => pourForgeries(70));
    const body = JSON.stringify(eventAbout("pi_sandbox_nobody"));
    const sinceMs = performance.now();
    expect((await deliver(body)).status).toBe(200);
    expect((await person.get("/account")).status).toBe(200);
    expect(performance.now() - sinceMs).toBeLessThan(3_000);
    await vi.waitUntil(() => flood.every(({ statuses }) => statuses().length === 70), { timeout: 30_000 });
    // A thousand at most at once, then two hundred a second.
    expect(performance.now() - sinceMs).toBeGreaterThan(1_800);
    expect(new Set(flood.flatMap(({ statuses }) => statuses()))).toEqual(new Set(["401"]));
    for (const { socket } of flood) socket.destroy();
  });

  test("a connection that was held is read on, whether its signature was forged or none", async () => {
    // Uses up what is answered at once.
    const first = pourForgeries(1_000);
    await sleep(500);
    const connections = Array.from({ length: 60 }, openConnection);
    for (let sent = 1; sent <= 5; sent += 1) {
      for (const [index, { socket }] of connections.entries())
        socket.write(forgery(index % 2 === 0 ? FORGED : "nonsense"));
      await vi.waitUntil(() => connections.every(({ statuses }) => statuses().length === sent), {
        timeout: 10_000,
      });
    }
    expect(connections.some(({ socket }) => socket.destroyed)).toBe(false);
    for (const { socket } of [first, ...connections]) socket.destroy();
  });

  test("no more than two hundred wait, or a proxy would have to keep them: who waits longest is hung up on", async () => {
    const first = pourForgeries(1_000);
    await sleep(500);
    const there = strike(1_000);
    const told = () => there.filter(({ statuses }) => statuses().includes("401")).length;
    const gone = () => there.filter(({ socket }) => socket.destroyed).length;
    // In their turn they would be answered after five seconds.
    await vi.waitUntil(() => told() + gone() === 1_000, { timeout: 3_500 });
    expect(gone()).toBeGreaterThan(400);
    expect(told()).toBeGreaterThan(150);
    for (const { socket } of [first, ...there]) socket.destroy();
  });
});

/** Written down one connection without waiting for answers, the last of them in two pieces. */
function pourForgeries(count: number) {
  const connection = openConnection();
  const all = forgery().repeat(count);
  connection.socket.write(all.slice(0, -1));
  setTimeout(() => connection.socket.write(all.slice(-1)), 500);
  return connection;
}

function strike(count: number) {
  const connections = Array.from({ length: count }, openConnection);
  for (const { socket } of connections) socket.write(forgery());
  return connections;
}
