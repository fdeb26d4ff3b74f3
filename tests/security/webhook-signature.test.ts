import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { deliver, eventAbout, isStored, signatureOf } from "./support/webhooks";

const eventText = () => JSON.stringify(eventAbout(`pi_${randomUUID()}`));
const idIn = (body: string) => (JSON.parse(body) as { id: string }).id;

describe("42. A delivery counts by the signature over its raw bytes, written exactly as Dojo writes it; all else is 401 and not stored", () => {
  const body = eventText();
  const good = signatureOf(body);
  const pairs = good.slice("sha256=".length);
  test.each(
    Object.entries({
      none: undefined,
      empty: "",
      "lower case": `sha256=${pairs.toLowerCase()}`,
      "no dashes": `sha256=${pairs.replaceAll("-", "")}`,
      "two equals signs": `sha256==${pairs}`,
      "31 bytes": `sha256=${pairs.slice(0, -3)}`,
      "33 bytes": `${good}-00`,
      "another scheme's name": `sha1=${pairs}`,
      "the scheme in capitals": `SHA256=${pairs}`,
      "a bare value": pairs,
      "not ASCII": `${good.slice(0, -1)}\u00c9`,
      "one bit changed": good.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
      "all zeros": `sha256=${Array(32).fill("00").join("-")}`,
      "a word before it": `v1 ${good}`,
      "very long": good + "-00".repeat(2_000),
    }),
  )("the header: %s", async (_, header) => {
    const headers = header === undefined ? {} : { "dojo-signature": header };
    expect((await deliver(body, { headers })).status).toBe(401);
    expect(await isStored(idIn(body))).toBe(false);
  });

  test.each(
    Object.entries({
      empty: "",
      "a byte order mark before it": `\ufeff${body}`,
      "a line after it": `${body}\n`,
      "the same JSON, written again": JSON.stringify(JSON.parse(body), null, 1),
      "one letter changed": body.replace("evt_", "evu_"),
      "another character set": Buffer.from(body, "utf16le"),
    }),
  )("the body: %s", async (_, other) => {
    expect((await deliver(other, { headers: { "dojo-signature": good } })).status).toBe(401);
    expect(await isStored(idIn(body))).toBe(false);
  });

  test.each([
    "",
    "null",
    "[]",
    '"text"',
    "{",
    "{}",
    "\ufeff{}",
    `${"[".repeat(20_000)}`,
    '{"id":7,"event":[]}',
  ])("signed well and no event, %#: 400", async (text) => {
    expect((await deliver(text)).status).toBe(400);
  });

  // The signature decides, so the Content-Type is not looked at: Dojo promises none.
  test.each([
    undefined,
    "application/json",
    "text/plain",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
  ])("and can fail: signed well it is stored, as %s too", async (type) => {
    const signed = eventText();
    const headers = { "dojo-signature": signatureOf(signed), ...(type && { "content-type": type }) };
    expect((await deliver(signed, { headers })).status).toBe(200);
    expect(await isStored(idIn(signed))).toBe(true);
  });
});
