import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEvent } from "@/lib/dojo/webhook";

const event = {
  id: "evt_1",
  event: "payment_intent.status_updated",
  accountId: "acc_1",
  createdAt: "2026-03-01T10:00:00Z",
  data: { paymentIntentId: "pi_1", paymentStatus: "Captured", captureMode: "Auto" },
};
const parse = (changes: object) => parseEvent(JSON.stringify({ ...event, ...changes }));

describe("the text of a webhook", () => {
  test("is read for its ids and its time", () => {
    expect(parse({})).toEqual({
      ...{ id: "evt_1", event: event.event, accountId: "acc_1", intentId: "pi_1" },
      createdAt: new Date("2026-03-01T10:00:00Z"),
    });
  });

  test("may be of an event nobody knows, with data of its own", () => {
    const unknown = { event: "terminal.exploded", data: { terminalId: "tm_1", parts: [1, 2] }, more: {} };
    expect(parse(unknown)).toEqual({
      id: "evt_1",
      event: "terminal.exploded",
      accountId: "acc_1",
      intentId: null,
      createdAt: new Date(event.createdAt),
    });
  });

  test.each([undefined, null, "", "yesterday", 7, {}, "9999999-01-01T00:00:00Z"])(
    "has no time when that is %j, and counts all the same",
    (createdAt) => expect(parse({ createdAt })).toMatchObject({ id: "evt_1", createdAt: null }),
  );

  test.each([[{ data: undefined }], [{ data: null }], [{ data: {} }], [{ data: { paymentIntentId: null } }]])(
    "names no intent with %j",
    (changes) => {
      expect(parse(changes)).toMatchObject({ id: "evt_1", intentId: null });
    },
  );

  test("names no account when it has none", () => {
    expect(parse({ accountId: undefined })?.accountId).toBeNull();
    expect(parse({ accountId: null })?.accountId).toBeNull();
  });

  test.each([
    [{ id: undefined }],
    [{ id: null }],
    [{ id: "" }],
    [{ id: 7 }],
    [{ id: "e".repeat(201) }],
    [{ id: ["evt_1"] }],
    [{ event: undefined }],
    [{ event: 1e300 }],
    [{ event: "e".repeat(201) }],
    [{ accountId: {} }],
    [{ data: "pi_1" }],
    [{ data: { paymentIntentId: 7 } }],
  ])("is no event with %j", (changes) => expect(parse(changes)).toBeNull());

  test.each([
    "",
    " ",
    "null",
    "true",
    "7",
    '"evt_1"',
    "[]",
    "{}",
    "{",
    JSON.stringify(event).slice(0, -1),
    `${JSON.stringify(event)}x`,
    JSON.stringify([event]),
    "\ufeff{}",
    "<html>",
    `{"__proto__":${JSON.stringify(event)}}`,
  ])("is no event when it is %s", (text) => expect(parseEvent(text)).toBeNull());

  test("is no event when it is nested without end", () => {
    expect(parseEvent("[".repeat(10_000))).toBeNull();
    expect(parseEvent(`${"[".repeat(10_000)}${"]".repeat(10_000)}`)).toBeNull();
  });

  test("never throws, whatever it is", () => {
    const fields = fc.record(
      { id: fc.jsonValue(), event: fc.jsonValue(), accountId: fc.jsonValue(), data: fc.jsonValue() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fields.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          const read = parseEvent(text);
          expect(read === null || (typeof read.id === "string" && typeof read.event === "string")).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
