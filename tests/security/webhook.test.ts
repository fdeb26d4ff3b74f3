import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { setting } from "../setup/setting";
import { addToBasket, lastOrder, pressPay, signUp } from "./support/people";
import { query } from "./support/query";
import { sendRaw } from "./support/raw";
import { deliver, eventAbout, isStored, outcomeOf, signatureOf, WEBHOOK } from "./support/webhooks";

const eventText = (changes: Record<string, unknown> = {}) =>
  JSON.stringify(eventAbout(`pi_${randomUUID()}`, changes));
const idIn = (body: string) => (JSON.parse(body) as { id: string }).id;
const stubbed = () => ({ shopUrl: setting("STUBBED_SHOP_URL") });

describe("41. Webhook secrets come from the settings: each active one opens, any other does not, and without one the shop does not run", () => {
  test.each(["the-older-webhook-secret", "the-newer-webhook-secret"])("%s opens", async (secret) => {
    const body = eventText({ accountId: "acc_ours" });
    expect(
      (await deliver(body, { ...stubbed(), headers: { "dojo-signature": signatureOf(body, secret) } }))
        .status,
    ).toBe(200);
  });

  test.each(["a-secret-of-before", "", "the-older-webhook-secret,the-newer-webhook-secret", "undefined"])(
    "%j does not",
    async (secret) => {
      const body = eventText();
      const headers = { "dojo-signature": signatureOf(body, secret) };
      expect((await deliver(body, { ...stubbed(), headers })).status).toBe(401);
      expect(await isStored(idIn(body))).toBe(false);
    },
  );

  test.each([undefined, "", " ", ",", "short", "long-enough-secret,"])(
    "%j as the setting refuses the start",
    (secrets) => {
      expect(() => parseEnv({ DOJO_WEBHOOK_SECRETS: secrets })).toThrow(/DOJO_WEBHOOK_SECRETS: /);
    },
  );
});

describe("43. Two signature headers are answered 400, whether or not one of them is right", () => {
  const body = eventText();
  const good = signatureOf(body);
  const other = signatureOf(body, "another secret");
  test.each([
    ["the same twice", [good, good]],
    ["a right one first", [good, other]],
    ["a right one last", [other, good]],
    ["in one line", `${good}, ${good}`],
  ])("%s", async (_, signatures) => {
    expect((await deliver(body, { headers: { "dojo-signature": signatures } })).status).toBe(400);
    expect(await isStored(idIn(body))).toBe(false);
  });
});

describe("45. The webhook takes POST only and 64 KiB at most, knows no session, origin or cookie, and never redirects", () => {
  test.each([
    [65_536, 200],
    [65_537, 413],
  ])("%i bytes, signed well, are answered %i, whether or not their length is said", async (size, status) => {
    for (const saysLength of [true, false]) {
      const event = eventAbout(`pi_${randomUUID()}`);
      const short = JSON.stringify({ ...event, padding: "" });
      const body = JSON.stringify({ ...event, padding: "x".repeat(size - short.length) });
      expect(Buffer.byteLength(body)).toBe(size);
      const signature = { "dojo-signature": signatureOf(body) };
      const answer = await (saysLength
        ? deliver(body)
        : sendRaw(WEBHOOK, { method: "POST", body: Readable.from([body]), headers: signature }));
      expect(answer.status, `says its length: ${saysLength}`).toBe(status);
      expect(await isStored(event.id)).toBe(status === 200);
    }
  });

  test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE"])("%s is answered 405", async (method) => {
    for (const path of [WEBHOOK, `${WEBHOOK}/`]) expect((await sendRaw(path, { method })).status).toBe(405);
  });

  test("with a slash at its end it is the same, and the answer sets, keeps and tells nothing", async () => {
    for (const path of [WEBHOOK, `${WEBHOOK}/`, `${WEBHOOK}?x=1`]) {
      const body = eventText();
      const headers = {
        "dojo-signature": signatureOf(body),
        origin: "https://evil.example",
        "sec-fetch-site": "cross-site",
      };
      const answer = await deliver(body, { path, headers });
      expect(answer, path).toMatchObject({ status: 200, text: "", headers: { "cache-control": "no-store" } });
      expect(answer.headers["set-cookie"]).toBeUndefined();
      expect(await isStored(idIn(body))).toBe(true);
    }
  });

  test("a shopper's session does not stand in for a signature", async () => {
    const ada = await signUp();
    const body = eventText();
    expect((await deliver(body, { headers: { cookie: ada.cookies(), origin: ada.shopUrl } })).status).toBe(
      401,
    );
  });
});

describe("47. An event of another Dojo account changes nothing and raises an alert", () => {
  test("though it names a payment of ours", async () => {
    const ada = await signUp();
    await addToBasket(ada);
    await pressPay(ada);
    const { id, intentId } = await lastOrder(ada);
    const account = `acc_${randomUUID()}`;
    const event = eventAbout(intentId, { accountId: account });
    const body = JSON.stringify(event);
    const headers = { "dojo-signature": signatureOf(body, "the-newer-webhook-secret") };
    expect((await deliver(body, { ...stubbed(), headers })).status).toBe(200);
    expect(await outcomeOf(event.id)).toBe("another account");
    const [alert] = await query<{ kind: string }>(`SELECT kind FROM "Alert" WHERE subject = $1`, [account]);
    expect(alert?.kind).toBe("event-foreign");
    const [order] = await query<{ status: string }>(`SELECT status::text FROM "Order" WHERE id = $1`, [id]);
    expect(order?.status).toBe("AWAITING_PAYMENT");
  });
});
