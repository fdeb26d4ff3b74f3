import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { tidyUp } from "@/lib/jobs/tidy-up";
import { newShopper, openShop } from "../support";

const DAY_MS = 24 * 60 * 60 * 1_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

beforeAll(openShop);

test("what nobody reads any more goes, and nothing else", async () => {
  const event = { event: "payment_intent.status_updated", body: "{}" };
  await db().webhookEvent.createMany({
    data: [
      { ...event, id: "evt_old", processedAt: daysAgo(91) },
      { ...event, id: "evt_young", processedAt: daysAgo(89) },
      { ...event, id: "evt_never_applied", receivedAt: daysAgo(200) },
    ],
  });
  const alert = { detail: "", raisedAt: daysAgo(400) };
  await db().alert.createMany({
    data: [
      { ...alert, kind: "order-review", subject: "open" },
      { ...alert, kind: "order-review", subject: "over", clearedAt: daysAgo(366) },
    ],
  });
  await db().rateLimiterFlexible.createMany({
    data: [
      { key: "old", points: 1, expire: daysAgo(2) },
      { key: "live", points: 1, expire: daysAgo(-1) },
    ],
  });
  await db().endedSession.createMany({
    data: [
      { id: "session_over", until: daysAgo(1) },
      { id: "session_copied", until: daysAgo(-1) },
    ],
  });
  const { id: userId } = await newShopper();
  await db().basket.createMany({
    data: [
      { id: "guest_old", createdAt: daysAgo(91) },
      { id: "guest_young", createdAt: daysAgo(89) },
      { id: "of_a_user", createdAt: daysAgo(400), userId },
    ],
  });
  const mug = await db().product.findFirstOrThrow({ select: { id: true } });
  await db().basketLine.create({ data: { basketId: "guest_old", productId: mug.id, quantity: 1 } });
  expect(await tidyUp()).toEqual({ events: 1, alerts: 1, limits: 1, baskets: 1, sessions: 1 });
  expect(await db().basket.count({ where: { id: "guest_old" } })).toBe(0);
  expect(await db().endedSession.findMany({ select: { id: true } })).toEqual([{ id: "session_copied" }]);
  const left = await db().webhookEvent.findMany({ orderBy: { id: "asc" }, select: { id: true } });
  expect(left.map(({ id }) => id)).toEqual(["evt_never_applied", "evt_young"]);
});
