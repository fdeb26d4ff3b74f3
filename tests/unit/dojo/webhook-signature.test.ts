import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEvent, verifySignature } from "@/lib/dojo/webhook";

// Dojo's own example, as its .NET library tests it (dojo-engineering/Dojo.Net, WebhookPayloadUtilsTests.cs).
const published = {
  payload:
    '{"id":"evt_hnnHxIKR_Uy6bhZCusCltw","event":"payment_intent.created","accountId":"acc_test","createdAt":"2022-02-01T13:07:41.8667859Z","data":{"paymentIntentId":"pi_vpwd4ooAPEqyNAQe4z89WQ","paymentStatus":"Created","captureMode":"Auto"}}',
  secret: "PDYkJQq6sESYHp_zJuTTBQ",
  header:
    "sha256=4B-49-F8-FE-25-A7-E6-7D-00-4F-A7-9C-F8-0B-63-00-C7-77-B4-F2-2D-E5-E1-22-84-FA-04-18-50-A1-76-FD",
};
const body = Buffer.from(published.payload);
const pairs = published.header.slice("sha256=".length).split("-");
const headerOf = (bytes: readonly string[]) => `sha256=${bytes.join("-")}`;
const verify = (header: string | null, secrets = [published.secret]) =>
  verifySignature(body, header, secrets);

function headerFor(content: Uint8Array, secret: string): string {
  const hex = createHmac("sha256", secret).update(content).digest("hex").toUpperCase();
  return headerOf(hex.match(/../g) ?? []);
}

describe("the signature of a webhook", () => {
  test("is the published one for the published payload and secret", () => {
    expect(verify(published.header)).toBe(true);
  });

  test("is refused with the published wrong example", () => {
    expect(verify(published.header.replace("4B-49", "5B-49"))).toBe(false);
  });

  test.each(pairs.map((_, at) => at))("is refused with one bit flipped in byte %i", (at) => {
    for (let bit = 0; bit < 8; bit += 1) {
      const byte = Number.parseInt(pairs[at] ?? "", 16) ^ (1 << bit);
      const flipped = pairs.with(at, byte.toString(16).toUpperCase().padStart(2, "0"));
      expect(verify(headerOf(flipped)), headerOf(flipped)).toBe(false);
    }
  });

  test.each<[string, string | null]>([
    ["there is none", null],
    ["it is empty", ""],
    ["it is only the prefix", "sha256="],
    ["the prefix is missing", pairs.join("-")],
    ["the prefix names another hash", `sha512=${pairs.join("-")}`],
    ["the prefix is in capitals", `SHA256=${pairs.join("-")}`],
    ["there are two equals signs", `sha256==${pairs.join("-")}`],
    ["the hex is in lower case", published.header.toLowerCase()],
    ["there are no dashes", `sha256=${pairs.join("")}`],
    ["the dashes are colons", `sha256=${pairs.join(":")}`],
    ["it is in base64", `sha256=${Buffer.from(pairs.join(""), "hex").toString("base64")}`],
    ["it has 31 bytes", headerOf(pairs.slice(0, 31))],
    ["it has 33 bytes", headerOf([...pairs, "00"])],
    ["it ends in a dash", `${published.header}-`],
    ["it ends in a line break", `${published.header}\n`],
    ["a space comes first", ` ${published.header}`],
    ["a digit is no hex digit", published.header.replace("4B", "4G")],
    ["a digit is not ASCII", published.header.replace("4B", "\uff14B")],
    ["a dash is not ASCII", published.header.replace("-", "\u2010")],
    ["there are two headers", `${published.header}, ${published.header}`],
    ["a second one follows", `${published.header}, sha256=x`],
    ["it is very long", headerOf(Array.from({ length: 100_000 }, () => "4B"))],
  ])("is refused when %s", (_, header) => expect(verify(header)).toBe(false));

  test("is in capitals throughout", () => {
    const small = pairs.map((pair, at) => pairs.with(at, pair.toLowerCase())).map(headerOf);
    for (const header of small) expect(verify(header), header).toBe(header === published.header);
  });

  test("covers every byte of the body", () => {
    const spaced = Buffer.from(`${published.payload}\n`);
    expect(verifySignature(spaced, published.header, [published.secret])).toBe(false);
    for (let at = 0; at < body.length; at += 1) {
      const changed = Buffer.from(body);
      changed.writeUInt8(body.readUInt8(at) ^ 1, at);
      expect(verifySignature(changed, published.header, [published.secret]), `byte ${at}`).toBe(false);
    }
  });

  test("holds for bytes that are no text, and for none", () => {
    for (const bytes of [Buffer.of(0xff, 0xfe, 0x00, 0x80), Buffer.alloc(0)]) {
      expect(verifySignature(bytes, headerFor(bytes, "secret-1"), ["secret-1"])).toBe(true);
      expect(verifySignature(bytes, published.header, [published.secret])).toBe(false);
    }
  });

  test("may be of the old or of the new secret while they rotate", () => {
    expect(verify(published.header, ["new-secret", published.secret])).toBe(true);
    expect(verify(published.header, [published.secret, "new-secret"])).toBe(true);
    expect(verify(headerFor(body, "new-secret"), [published.secret, "new-secret"])).toBe(true);
    expect(verify(headerFor(body, "retired"), [published.secret, "new-secret"])).toBe(false);
  });

  test("is refused without a secret, and the secret is its text, not what base64 makes of it", () => {
    expect(verify(published.header, [])).toBe(false);
    expect(verify(published.header, [`${published.secret}==`])).toBe(false);
    expect(verify(published.header, [Buffer.from(published.secret, "base64url").toString("latin1")])).toBe(
      false,
    );
  });

  test("never throws, and no made-up header passes", () => {
    fc.assert(fc.property(fc.string(), (header) => !verify(header) && !verify(`sha256=${header}`)));
  });
});

test("the published payload is an event", () => {
  expect(parseEvent(published.payload)).toEqual({
    id: "evt_hnnHxIKR_Uy6bhZCusCltw",
    event: "payment_intent.created",
    accountId: "acc_test",
    intentId: "pi_vpwd4ooAPEqyNAQe4z89WQ",
    createdAt: new Date(JSON.parse(published.payload).createdAt),
  });
});
