import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Shopper } from "@/lib/auth/session";
import { claimTimes } from "@/lib/customers/claim-times";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { programArguments } from "../../../scripts/lib/stack.mjs";
import { type Caught, openGate } from "../../setup/dojo-gate";
import { setting } from "../../setup/setting";
import { emulator, newShopper, openShop } from "../support";
import { claimOf, customersOf, shortenTimes, timesMade } from "./support";

const gate = await openGate(setting("EMULATOR_URL"));
// Read by the shop at its first use, which is still to come.
process.env.DOJO_API_URL = gate.url;

beforeAll(openShop);
afterAll(gate.close);
shortenTimes();
beforeEach(() => {
  // The caller waits for the gate longer than its lease lasts: that is what these tests are about.
  claimTimes.callMs = 60_000;
});

/** A checkout in a process of its own, whose call to make the customer stands at the gate. */
async function startElsewhere(user: Shopper) {
  const program = "tests/integration/customers/ensure-in-process.ts";
  const given = JSON.stringify({ user, times: { ...claimTimes, waitMs: 60_000 } });
  const atGate = gate.catchNext("POST", "/customers");
  const child = spawn(process.execPath, programArguments(program, given), {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (part) => (output += part));
  const exit = once(child, "exit");
  const ended = exit.then(([code, signal]) => {
    throw new Error(`the process ended (${code ?? signal}) before its call came:\n${output}`);
  });
  const call: Caught = await Promise.race([atGate, ended]);
  ended.catch(() => {});
  return {
    call,
    kill: async () => {
      child.kill("SIGKILL");
      await exit;
    },
    stop: () => child.kill("SIGSTOP"),
    goOn: () => child.kill("SIGCONT"),
    /** What it got for an id, once it has ended by itself. */
    id: async () => {
      expect(await exit).toEqual([0, null]);
      return /^id (.*)$/m.exec(output)?.[1];
    },
  };
}

describe("a process killed with its call on the way", { timeout: 90_000 }, () => {
  test("that Dojo never got: one is made after the quarantine", async () => {
    const shopper = await newShopper();
    const other = await startElsewhere(shopper);
    await other.kill();
    expect(await claimOf(shopper)).toMatchObject({ state: "SENT", customerId: null });
    const linked = await ensureDojoCustomer(shopper);
    expect(await customersOf(shopper)).toEqual([linked]);
    expect(await timesMade(shopper)).toBe(1);
  });

  test("and its answer too: what it made is found", async () => {
    const shopper = await newShopper();
    const other = await startElsewhere(shopper);
    await other.call.forward();
    const [made] = await customersOf(shopper);
    await other.kill();
    expect(await ensureDojoCustomer(shopper)).toBe(made);
    expect(await customersOf(shopper)).toEqual([made]);
    expect(await timesMade(shopper)).toBe(1);
  });

  test("that Dojo does a little later: what it made is found", async () => {
    const shopper = await newShopper();
    const other = await startElsewhere(shopper);
    await other.kill();
    const [linked] = await Promise.all([ensureDojoCustomer(shopper), other.call.forward()]);
    expect(await customersOf(shopper)).toEqual([linked]);
    expect(await timesMade(shopper)).toBe(1);
  });

  test("with twenty others waiting for it: all of them get the one customer", async () => {
    const shopper = await newShopper();
    const other = await startElsewhere(shopper);
    const waiting = Array.from({ length: 20 }, () => ensureDojoCustomer(shopper));
    await other.call.forward();
    const [made] = await customersOf(shopper);
    await other.kill();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([made]));
    expect(await customersOf(shopper)).toEqual([made]);
  });
});

describe("a process stopped for longer than its lease, whose call then gets through", {
  timeout: 90_000,
}, () => {
  test("deletes what it made, and gets the id of who won", async () => {
    const shopper = await newShopper();
    const zombie = await startElsewhere(shopper);
    zombie.stop();
    const linked = await ensureDojoCustomer(shopper);
    await zombie.call.forward();
    expect(await customersOf(shopper)).toHaveLength(2);
    zombie.call.answer();
    zombie.goOn();
    expect(await zombie.id()).toBe(linked);
    expect(await customersOf(shopper)).toEqual([linked]);
    expect(await claimOf(shopper)).toMatchObject({ state: "READY", customerId: linked });
  });

  test("leaves it while nobody has won, for whoever looks", async () => {
    const shopper = await newShopper();
    const zombie = await startElsewhere(shopper);
    zombie.stop();
    // Somebody else takes the claim over, and it is too early to link or to make anything.
    Object.assign(claimTimes, { quarantineMs: 60_000, waitMs: 2_500 });
    expect(await ensureDojoCustomer(shopper)).toBeNull();
    const { state, customerId, fence } = await claimOf(shopper);
    expect({ state, customerId, taken: fence > 1 }).toEqual({
      state: "SENT",
      customerId: null,
      taken: true,
    });
    await zombie.call.forward();
    zombie.call.answer();
    zombie.goOn();
    const [made] = await customersOf(shopper);
    expect(await zombie.id()).toBe(made);
    expect(await customersOf(shopper)).toEqual([made]);
    expect(await timesMade(shopper)).toBe(1);
    expect((await emulator.journal()).map(({ operationId }) => operationId)).not.toContain(
      "Customers_Update",
    );
  });
});
