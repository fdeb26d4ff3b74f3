import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLedger } from "../../../scripts/lib/dojo-ledger.mjs";

function newLedger() {
  const directory = mkdtempSync(join(tmpdir(), "ledger-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return openLedger(join(directory, "ledger.jsonl"));
}

test("what was made is left until it is removed, and counts as made after that", () => {
  const ledger = newLedger();
  ledger.asked({ kind: "customer", name: "Ada" }).made("cust_1");
  ledger.asked({ kind: "payment intent", name: "P-1" }).made("pi_1");
  ledger.removed({ kind: "payment intent", id: "pi_1" });
  expect(ledger.left()).toEqual([expect.objectContaining({ kind: "customer", id: "cust_1" })]);
  expect(ledger.made()).toHaveLength(2);
  expect(ledger.doubtful()).toEqual([]);
});

test("a creation is in doubt when nobody knows its outcome, and in none when it was made or refused", () => {
  const ledger = newLedger();
  expect(ledger.doubtful()).toEqual([]);
  ledger.asked({ kind: "customer", name: "made" }).made("cust_1");
  ledger.asked({ kind: "customer", name: "refused" }).refused();
  ledger.asked({ kind: "customer", name: "lost" }).doubtful("no answer came");
  ledger.asked({ kind: "payment intent", name: "stopped" });
  expect(ledger.doubtful()).toEqual([
    { kind: "customer", name: "lost", why: "no answer came" },
    { kind: "payment intent", name: "stopped", why: "stopped before the answer" },
  ]);
  expect(ledger.made()).toHaveLength(1);
});
