import { beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS } from "../../../emulator/operations";
import { EXTRA_FIELDS, EXTRA_STATUSES, NEVER_ANSWERED, NEVER_SHOWN } from "./allowances";
import { CASES } from "./cases/index";
import { createChecker } from "./checker";
import { type Description, HOW_TO_GET_IT, openDescription } from "./description";
import { type Driven, drive } from "./drive";

const description = openDescription();

if (description) describe("the emulator and the published description", () => conformance(description));
else it.skip(`The emulator's answers were not checked: this ${HOW_TO_GET_IT}.`);

function conformance(published: Description) {
  const { operations } = published;
  const checker = createChecker(published);
  const results = new Map<string, Driven>();

  beforeAll(async () => {
    for (const operation of operations) results.set(operation.id, await drive(operation, published, checker));
  });

  it("are of one version", () => {
    expect(published.version).toBe("2026-02-27");
  });

  it("have the same operations, paths and error statuses", () => {
    const own = OPERATIONS.map(({ id, method, path, statuses }) => ({ id, method, path, statuses }));
    const theirs = operations.map(({ id, method, path, answers }) => ({
      id,
      method,
      path: path.replace(/\{(\w+)\}/g, ":$1"),
      statuses: [...answers.keys()].filter((status) => status >= 400),
    }));
    expect(own.toSorted(byId)).toEqual(theirs.toSorted(byId));
    expect(Object.keys(CASES).sort()).toEqual(theirs.map(({ id }) => id).sort());
  });

  it.each(operations)("agree on the answers of $id, asked well and badly", ({ id }) => {
    const { good = 0, bad = 0, problems } = results.get(id) ?? {};
    expect(problems).toEqual([]);
    expect(good).toBeGreaterThan(0);
    expect(bad).toBeGreaterThan(0);
  });

  it("were compared on every operation", () => {
    const driven = [...results.values()];
    const covered = driven.filter(({ good, bad }) => good > 0 && bad > 0).length;
    const answers = driven.reduce((sum, { good, bad }) => sum + good + bad, 0);
    console.log(`conformance: ${covered} of ${operations.length} operations, ${answers} answers validated`);
    expect(covered).toBe(operations.length);
  });

  it("differ only where it is written down, and there they do", () => {
    expect(Object.keys(EXTRA_FIELDS).filter((field) => !checker.shown.has(field))).toEqual([]);
    expect(Object.keys(EXTRA_STATUSES).filter((status) => !checker.answered.has(status))).toEqual([]);
    const statuses = operations.flatMap(({ id, answers }) =>
      [...answers.keys()].map((status) => `${id} ${status}`),
    );
    const unanswered = statuses.filter((status) => !checker.answered.has(status));
    expect(unanswered.sort()).toEqual(Object.keys(NEVER_ANSWERED).sort());
    const unshown = [...checker.listed].filter((field) => !checker.shown.has(field));
    expect(unshown.sort()).toEqual(Object.keys(NEVER_SHOWN).sort());
  });
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
