import { expect } from "@playwright/test";
import { query } from "../shop";
import { liveSomewhere, signedIn } from "./people";
import { paidOrder, startOrder } from "./purchases";
import type { State } from "./state";

/** Those that only Dojo's people or time can bring about are written into a paid order. */
const written = {
  cancelled: ["CANCELLED", "Cancelled"],
  expired: ["EXPIRED", "Expired", "alike"],
  "partly-refunded": ["PARTLY_REFUNDED", "Partly refunded"],
  refunded: ["REFUNDED", "Refunded", "alike"],
  "being-checked": ["REVIEW", "Being checked"],
} as const;

async function setStatus(number: string, status: string): Promise<void> {
  const unpaid = status === "CANCELLED" || status === "EXPIRED";
  await query(
    `UPDATE "Order" SET status = $2::"OrderStatus", "paidAt" = CASE WHEN $3 THEN NULL ELSE "paidAt" END
     WHERE number = $1`,
    [number, status, unpaid],
  );
}

type Written = (typeof written)[keyof typeof written];

const inStatus = (name: string, [status, words, alike]: Written): State => ({
  name: `order-${name}`,
  ...(alike && { alike: true }),
  arrange: async (page) => {
    const { number } = await paidOrder(page, await signedIn(page));
    await setStatus(number, status);
    await page.goto(`/orders/${number}`);
    await expect(page.getByText(words, { exact: true })).toBeVisible();
  },
});

export const orders: State[] = [
  {
    name: "orders-none",
    arrange: async (page) => {
      await signedIn(page);
      await page.goto("/orders");
    },
  },
  {
    name: "orders-many",
    arrange: async (page) => {
      const person = await signedIn(page);
      const statuses = Object.values(written).map(([status]) => status);
      const made = [];
      for (const status of [...statuses, "PAID"])
        made.push({ status, number: (await paidOrder(page, person)).number });
      await startOrder(page, person);
      for (const { number, status } of made) await setStatus(number, status);
      await page.goto("/orders");
    },
  },
  {
    name: "order-awaiting-payment",
    arrange: async (page) => {
      const { number } = await startOrder(page, await signedIn(page));
      await page.goto(`/orders/${number}`);
      await expect(page.getByText("Awaiting payment")).toBeVisible();
    },
  },
  {
    name: "order-paid",
    printed: true,
    arrange: async (page) => {
      const person = await signedIn(page);
      await liveSomewhere(person);
      const { number } = await paidOrder(page, person);
      await page.goto(`/orders/${number}`);
      await expect(page.getByText("Paid", { exact: true })).toBeVisible();
    },
  },
  ...Object.entries(written).map(([name, status]) => inStatus(name, status)),
];
