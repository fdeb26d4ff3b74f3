import { createHmac, randomUUID } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import { vi } from "vitest";
import { setting } from "../../setup/setting";
import { query } from "./query";
import { sendRaw } from "./raw";

export const WEBHOOK = "/api/webhooks/dojo";

/** Written here once more, as Dojo describes it, so that the shop is not compared with itself. */
export function signatureOf(body: string | Buffer, secret = setting("TEST_WEBHOOK_SECRET")): string {
  const hex = createHmac("sha256", secret).update(body).digest("hex").toUpperCase();
  return `sha256=${hex.match(/../g)?.join("-")}`;
}

export function eventAbout(paymentIntentId: string, changes: Record<string, unknown> = {}) {
  return {
    id: `evt_${randomUUID()}`,
    event: "payment_intent.status_updated",
    accountId: "acc_test",
    createdAt: new Date().toISOString(),
    data: { paymentIntentId, paymentStatus: "Captured", captureMode: "Auto" },
    ...changes,
  };
}

/** A delivery as Dojo posts it, unless the test sends something else. */
export function deliver(
  body: string | Buffer,
  options: { headers?: OutgoingHttpHeaders; shopUrl?: string; path?: string } = {},
) {
  const { headers = { "dojo-signature": signatureOf(body) }, shopUrl, path = WEBHOOK } = options;
  return sendRaw(path, {
    shopUrl,
    method: "POST",
    body,
    headers: { "content-length": Buffer.byteLength(body), ...headers },
  });
}

/** What became of an event, once it has been worked off. */
export async function outcomeOf(id: string): Promise<string | null> {
  return vi.waitUntil(
    async () => {
      const [row] = await query<{ outcome: string | null }>(
        `SELECT outcome FROM "WebhookEvent" WHERE id = $1 AND "processedAt" IS NOT NULL`,
        [id],
      );
      return row?.outcome;
    },
    { timeout: 20_000, interval: 50 },
  );
}

export async function isStored(id: string): Promise<boolean> {
  return (await query(`SELECT 1 FROM "WebhookEvent" WHERE id = $1`, [id])).length > 0;
}
