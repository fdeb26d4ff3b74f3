import { describe, expect, it } from "vitest";
import { Clock } from "../../emulator/clock";

const pause = (ms: number) => new Promise<"late">((resolve) => setTimeout(() => resolve("late"), ms));

describe("the clock", () => {
  it("still runs what a timer was too early for", async () => {
    const start = Date.now();
    // Timers and the time of day are two clocks: here the second one is a tenth slower.
    const clock = new Clock(() => start + (Date.now() - start) * 0.9);
    expect(await Promise.race([clock.wait(100), pause(2_000)])).toBe(true);
  });

  it("runs what is due in the order of its time, each once", async () => {
    const clock = new Clock(() => 0);
    const ran: string[] = [];
    clock.schedule("late", 2_000, () => ran.push("late"));
    clock.schedule("early", 1_000, () => ran.push("early"));
    clock.schedule("never", 1_500, () => ran.push("never"));
    clock.cancel("never");
    clock.advance(999);
    expect(ran).toEqual([]);
    clock.advance(5_000);
    clock.advance(5_000);
    expect(ran).toEqual(["early", "late"]);
  });

  it("sets a new timer when it is moved to just before something", async () => {
    const clock = new Clock();
    const waiting = clock.wait(60_000);
    clock.advance(59_950);
    expect(await Promise.race([waiting, pause(2_000)])).toBe(true);
  });

  it("reports a task that failed, and runs the others", () => {
    const reported: unknown[] = [];
    const clock = new Clock(
      () => 0,
      (error) => reported.push(error),
    );
    const ran: string[] = [];
    clock.schedule("bad", 1_000, () => {
      throw new Error("no");
    });
    clock.schedule("good", 2_000, () => ran.push("good"));
    clock.advance(2_000);
    expect([reported, ran]).toEqual([[new Error("no")], ["good"]]);
  });

  it("lets go of whoever waits when it is cleared, and forgets the rest", async () => {
    const clock = new Clock(() => 0);
    const waiting = clock.wait(60_000);
    clock.schedule("gone", 1_000, () => expect.unreachable());
    clock.clear();
    expect(await Promise.race([waiting, pause(2_000)])).toBe(false);
    clock.advance(120_000);
  });
});
