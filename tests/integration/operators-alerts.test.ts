import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { run as clearAlert } from "../../scripts/dojo/clear-alert";
import { run as listAlerts } from "../../scripts/dojo/list-alerts";
import { printed } from "../setup/printed";

describe("alerts", () => {
  const about = { kind: "refund-failed", subject: "rf_1", detail: "Dojo refused it (400)." };
  beforeEach(() => db().alert.deleteMany());

  test("are none in a shop that is well", async () => {
    await db().alert.create({ data: { ...about, clearedAt: new Date() } });
    expect(await printed(listAlerts)).toEqual({ code: 0, text: "No alert is open." });
    expect((await printed(listAlerts, "all")).code).toBe(2);
  });

  test("are listed with what they mean and when they are over", async () => {
    const raisedAt = new Date("2026-11-20T08:00:00Z");
    const lastSeenAt = new Date("2026-11-22T09:30:00Z");
    await db().alert.create({ data: { ...about, raisedAt, lastSeenAt } });
    await db().alert.create({ data: { kind: "of-an-older-shop", subject: "x", detail: "Old." } });
    const { code, text } = await printed(listAlerts);
    expect(code).toBe(1);
    expect(text).toContain(
      "refund-failed  rf_1\n  since 2026-11-20 08:00:00Z, last seen 2026-11-22 09:30:00Z\n  Dojo refused it (400).",
    );
    expect(text).toContain("of-an-older-shop  x");
    expect(text).toMatch(/refund-failed, about a refund: .*\n {4}Over when it is done/);
    expect(text).not.toContain("key-refused");
  });

  test("are cleared by name, once, and nothing else is", async () => {
    await db().alert.createMany({ data: [about, { ...about, subject: "rf_2" }] });
    expect(await printed(clearAlert, about.kind, about.subject)).toEqual({
      ...{ code: 0, text: "Cleared: refund-failed about rf_1. Nothing but the alert was changed." },
    });
    expect(await db().alert.findMany({ where: { clearedAt: null } })).toMatchObject([{ subject: "rf_2" }]);
    expect(await printed(clearAlert, about.kind, about.subject)).toEqual({
      ...{
        code: 3,
        text: "No alert refund-failed about rf_1 is open. To see those that are: npm run dojo -- alerts",
      },
    });
  });

  test.each([[[]], [["refund-failed"]], [["refund-failed", "rf_1", "rf_2"]], [["no-such-kind", "rf_1"]]])(
    "are not cleared by %j",
    async (args) => {
      await db().alert.create({ data: about });
      expect((await printed(clearAlert, ...args)).code).toBe(2);
      expect(await db().alert.count({ where: { clearedAt: null } })).toBe(1);
    },
  );
});
