import fc from "fast-check";
import { describe, expect } from "vitest";
import { sealSession } from "@/lib/auth/session-token";
import { env } from "@/lib/env";
import { redact } from "@/lib/redact";
import guide from "../../fixtures/dojo-guide/payment-intent.json";
import { fuzz } from "../../setup/fuzz";
import { meanText } from "../../setup/mean-text";
import "../shop-settings";

const session = await sealSession({ id: "AAAAAAAAAAAAAAAAAAAAAA", name: "Ann", sessionVersion: 1 });
const token = "abcdefghij-klmnopqrst_uvwxyz0123456789ABCDE";
const around = fc.tuple(meanText, meanText);
/** As lines hold it: by itself, in JSON, in JSON within JSON, in an address. */
const writings = [
  (text: string) => text,
  (text: string) => JSON.stringify({ text }),
  (text: string) => JSON.stringify({ text: JSON.stringify({ text }) }),
  (text: string) => encodeURIComponent(Buffer.from(text).toString()),
];

describe("a line of the log", () => {
  fuzz("is a text still, and the same when it is looked through again", meanText, (text) => {
    const clean = redact(text);
    expect(redact(clean)).toBe(clean);
    const suspicious = /(?:\d[ -]?){13}|_(?:sandbox|prod)_|csc|eyJ|token|postgres|unit-/i;
    if (!suspicious.test(text)) expect(clean).toBe(text);
  });

  const shaped = fc.constantFrom(
    { text: "sk_prod_A-b_9xyz", secret: "A-b_9xyz" },
    { text: "cs_sandbox_xrLk_6EwFBiRXRDkDYu6", secret: "xrLk_6EwFBiRXRDkDYu6" },
    { text: guide.paymentLink, secret: "xrLk_6EwFBiRXRDkDYu6" },
    { text: "?csc=any.th~ing%2B1&cpm=pm_1", secret: "any.th~ing" },
    { text: session, secret: session.slice(-60) },
    { text: `/reset-password?token=${token}`, secret: token },
  );
  fuzz(
    "loses what is shaped like a secret, whatever stands around it, however it is written",
    fc.tuple(around, shaped, fc.constantFrom(...writings)),
    ([[before, after], { text, secret }, write]) => {
      expect(redact(write(`${before}${text}${after}`))).not.toContain(secret);
    },
  );

  const secrets = fc.oneof(fc.string({ minLength: 32 }), fc.string({ unit: "grapheme", minLength: 32 }));
  fuzz(
    "loses the secrets of the settings, whatever they look like",
    fc.tuple(around, secrets),
    ([[before, after], secret]) => {
      const { APP_SECRET } = env();
      env().APP_SECRET = secret;
      try {
        const text = `${before}${secret}${after}`;
        expect(redact(text)).not.toContain(secret);
        expect(redact(JSON.stringify({ text }))).not.toContain(JSON.stringify(secret).slice(1, -1));
        const inAddress = encodeURIComponent(Buffer.from(text).toString());
        expect(redact(inAddress)).not.toContain(encodeURIComponent(secret));
      } finally {
        env().APP_SECRET = APP_SECRET;
      }
    },
  );

  // A number that goes on is another one.
  const quoted = fc.constantFrom(
    { text: "5200000000001005", secret: "5200000000001005" },
    { text: "5200 0000 0000 1005", secret: "0000 0000" },
    { text: "4456-5300-0000-1013", secret: "5300-0000" },
    { text: "postgresql://shop:p%40ss-w0rd@db:5432/shop", secret: "p%40ss-w0rd" },
  );
  fuzz(
    "loses a card's number and the database's password between spaces",
    fc.tuple(around, quoted, fc.constantFrom(...writings.slice(0, 2))),
    ([[before, after], { text, secret }, write]) => {
      expect(redact(write(`${before} ${text} ${after}`))).not.toContain(secret);
    },
  );
});
