import fc from "fast-check";
import { describe, expect } from "vitest";
import { packCookie, unpackCookie } from "@/lib/auth/cookies";
import { draftIn, isOwnerTag, ownerTag } from "@/lib/auth/drafts";
import { openCardList, sealCardList } from "@/lib/cards/sealed-list";
import { newsIn } from "@/lib/news";
import { fuzz } from "../../setup/fuzz";
import { meanJson } from "../../setup/mean-json";
import { meanText, mutated } from "../../setup/mean-text";
import { signedList } from "./signed-list";

const encoded = (texts: fc.Arbitrary<string>) => texts.map((text) => Buffer.from(text).toString("base64url"));
const cookieOf = (sample: unknown) =>
  fc.oneof(
    { weight: 3, arbitrary: encoded(meanJson(sample)) },
    { weight: 2, arbitrary: mutated(fc.constant(packCookie(sample))) },
    { weight: 1, arbitrary: fc.option(meanText, { nil: undefined }) },
  );

describe("a cookie of ours", () => {
  const draft = {
    path: "/account/details",
    whose: ownerTag("ann"),
    typed: { name: "Ann", email: "ann@example.com" },
  };

  fuzz("holds what was packed into it, in letters that need no escaping", fc.jsonValue(), (content) => {
    const packed = packCookie(content);
    expect(packed).toMatch(/^[\w-]*$/);
    expect(unpackCookie(packed)).toEqual(JSON.parse(JSON.stringify(content)));
  });

  fuzz("unpacks to what packs again to itself, or to nothing", cookieOf(draft), (cookie) => {
    const content = unpackCookie(cookie);
    // More than any browser sends may be nested too deep to be written again.
    if (content === undefined || (cookie?.length ?? 0) > 4_096) return;
    expect(unpackCookie(packCookie(content))).toEqual(JSON.parse(JSON.stringify(content)));
  });

  fuzz("tells news of ours, or none", cookieOf({ what: "basket-removed", about: "Blue mug" }), (cookie) => {
    const told = newsIn(cookie);
    expect(told === null || (typeof told === "string" && told.length > 0)).toBe(true);
  });

  fuzz("gives texts back to the form they were typed into, or none", cookieOf(draft), (cookie) => {
    const found = draftIn(cookie, draft.path);
    if (found === null) return;
    expect(found.path).toBe(draft.path);
    expect(Object.values(found.typed).every((typed) => typeof typed === "string")).toBe(true);
    expect(isOwnerTag(found.whose, "ann")).toBe(found.whose === draft.whose);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  fuzz("belongs to whom its tag names", fc.oneof(mutated(fc.constant(ownerTag("ann"))), meanText), (tag) => {
    expect(isOwnerTag(tag, "ann")).toBe(tag === ownerTag("ann"));
  });
});

describe("a sealed list of cards", () => {
  const list = { usable: ["pm_1", "pm_2"], adopted: "pm_1" };
  const noon = Date.parse("2026-03-01T12:00:00Z");
  const sealed = sealCardList("ann", list, noon);

  // A signature has spellings that decode alike: harmless, for the payload is signed letter by letter.
  fuzz(
    "opens to what was sealed, or not at all",
    fc.oneof(mutated(fc.constant(sealed)), meanText),
    (text) => {
      const opened = openCardList("ann", text, noon);
      if (opened === null) return;
      expect(opened).toMatchObject(list);
      expect(text.split(".")[0]).toBe(sealed.split(".")[0]);
      expect(openCardList("bob", text, noon)).toBeNull();
    },
  );

  const content = { user: "ann", at: noon, ...list };
  fuzz("is a list of ids or nothing, even when we signed nonsense", meanJson(content), (text) => {
    const opened = openCardList("ann", signedList(text), noon);
    if (opened === null) return;
    expect(opened.usable.every((id) => typeof id === "string")).toBe(true);
    expect(opened.adopted === null || typeof opened.adopted === "string").toBe(true);
  });
});
