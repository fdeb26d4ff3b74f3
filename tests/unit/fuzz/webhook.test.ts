import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { parseEvent, signBody, verifySignature } from "@/lib/dojo/webhook";
import { fuzz } from "../../setup/fuzz";
import { meanHeaderValue } from "../../setup/mean-input";
import { meanJson } from "../../setup/mean-json";
import { meanText, mutated } from "../../setup/mean-text";

const event = {
  id: "evt_hnnHxIKR_Uy6bhZCusCltw",
  event: "payment_intent.status_updated",
  accountId: "acc_test",
  createdAt: "2022-02-01T13:07:41.8667859Z",
  data: { paymentIntentId: "pi_vpwd4ooAPEqyNAQe4z89WQ", paymentStatus: "Captured", captureMode: "Auto" },
};
const secret = "PDYkJQq6sESYHp_zJuTTBQ";
const body = JSON.stringify(event);
const right = signBody(body, secret);
const bytes = fc.oneof(
  meanText.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }),
);

describe("the signature of a webhook", () => {
  fuzz(
    "is good when it is the one header for these bytes, and never else",
    meanHeaderValue(right),
    (header) => {
      expect(verifySignature(Buffer.from(body), header, ["other", secret])).toBe(header === right);
    },
  );

  const wrong = fc.oneof(mutated(fc.constant(right)), meanText);
  fuzz("is judged alike when it could not come by HTTP", wrong, (header) => {
    expect(verifySignature(Buffer.from(body), header, [secret])).toBe(header === right);
  });

  fuzz(
    "is of the bytes, whatever they are, and of no others",
    fc.tuple(bytes, bytes, meanText),
    ([one, two, key]) => {
      const hex = createHmac("sha256", key).update(one).digest("hex").toUpperCase();
      const header = `sha256=${hex.match(/../g)?.join("-")}`;
      expect(verifySignature(one, header, [key])).toBe(true);
      expect(verifySignature(two, header, [key])).toBe(Buffer.compare(one, two) === 0);
      expect(verifySignature(one, header, [])).toBe(false);
    },
  );
});

describe("the body of a webhook", () => {
  const bodies = fc.oneof(
    meanJson(event).map((text) => Buffer.from(text)),
    fc
      .tuple(meanJson(event), fc.uint8Array({ maxLength: 4 }))
      .map(([text, tail]) => Buffer.concat([Buffer.from(text), tail])),
  );
  fuzz("is nothing, or ids that can be stored, asked for and read again", bodies, (sent) => {
    const text = new TextDecoder().decode(sent);
    const read = parseEvent(text);
    if (read === null) return;
    expect(text).not.toContain("\u0000");
    for (const word of [read.id, read.event, read.accountId ?? "none"])
      expect(word).toMatch(/^[!-~]{1,200}$/);
    expect(read.intentId ?? "none").toMatch(/^[\w-]{1,200}$/);
    const { intentId, ...rest } = read;
    expect(parseEvent(JSON.stringify({ ...rest, data: { paymentIntentId: intentId } }))).toEqual(read);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
