import { createHmac } from "node:crypto";
import fc from "fast-check";
import { encode } from "next-auth/jwt";
import { describe, expect } from "vitest";
import { SESSION_SECONDS } from "@/lib/auth/cookies";
import { isKnownBrowser } from "@/lib/auth/known-browser";
import { openSessionToken, sealSession } from "@/lib/auth/session-token";
import { isOpaqueId } from "@/lib/ids";
import { keyFor } from "@/lib/keys";
import { fuzz, fuzzAsync } from "../../setup/fuzz";
import { meanCookies } from "../../setup/mean-input";
import { meanJson } from "../../setup/mean-json";
import { meanText, mutated } from "../../setup/mean-text";
import { settings } from "../shop-settings";

const ann = { id: "AAAAAAAAAAAAAAAAAAAAAA", name: "Ann", sessionVersion: 3 };
const texts = (sample: string) =>
  fc.oneof(
    { weight: 6, arbitrary: mutated(fc.constant(sample)) },
    { weight: 2, arbitrary: meanText.map((tail) => `${sample}.${tail}`) },
    { weight: 2, arbitrary: fc.nat({ max: sample.length - 1 }).map((length) => sample.slice(0, length)) },
    { weight: 1, arbitrary: meanText },
    { weight: 1, arbitrary: meanCookies({ session: sample }) },
  );

const sealed = await sealSession(ann);

describe("a session's token", () => {
  // The last letter of each part has spellings that decode alike.
  fuzzAsync("opens to what was sealed, or not at all", texts(sealed), async (token) => {
    const opened = await openSessionToken(token);
    if (opened === null) return expect(token).not.toBe(sealed);
    expect(opened).toMatchObject({ sub: ann.id, sessionVersion: ann.sessionVersion });
    expect(await openSessionToken(sealed)).toEqual(opened);
  });

  const claims = { sub: ann.id, sessionVersion: 3, sid: "BBBBBBBBBBBBBBBBBBBBBB", since: 1_772_000_000 };
  const now = Math.floor(Date.now() / 1_000);
  const contents = fc.oneof(meanJson(claims), meanJson({ ...claims, since: now }));
  fuzzAsync("is somebody's session or nobody's, even when we sealed nonsense", contents, async (text) => {
    const content = objectIn(text);
    if (!content) return;
    const token = await encode({ token: content, secret: settings.NEXTAUTH_SECRET, maxAge: 60 }).catch(
      () => "",
    );
    const opened = await openSessionToken(token);
    if (opened === null) return;
    expect(isOpaqueId(opened.sub)).toBe(true);
    expect(isOpaqueId(opened.sid)).toBe(true);
    expect(Number.isSafeInteger(opened.sessionVersion)).toBe(true);
    expect(opened.since + SESSION_SECONDS).toBeGreaterThan(now);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  fuzzAsync("is nobody's when another secret sealed it", meanText, async (secret) => {
    const token = await encode({ token: { ...claims, since: now }, secret: `${secret}x`, maxAge: 60 });
    expect(await openSessionToken(token)).toBeNull();
  });
});

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const content: unknown = JSON.parse(text);
    return content && typeof content === "object" && !Array.isArray(content) ? { ...content } : null;
  } catch {
    return null;
  }
}

describe("the cookie of a known browser", () => {
  const id = "CCCCCCCCCCCCCCCCCCCCCC";
  const given = (to: { id: string; sessionVersion: number }) =>
    `${id}.${createHmac("sha256", keyFor("known-browser")).update(`${id} ${to.id} ${to.sessionVersion}`).digest("base64url")}`;
  const right = given(ann);

  fuzz("is the very one that was given out, and never else", texts(right), (cookie) => {
    expect(isKnownBrowser(cookie, ann)).toBe(cookie === right);
    expect(isKnownBrowser(cookie, { ...ann, id: "BBBBBBBBBBBBBBBBBBBBBB" })).toBe(false);
    expect(isKnownBrowser(cookie, { ...ann, sessionVersion: 4 })).toBe(false);
  });

  const versions = fc.integer({ min: 0, max: 2_147_483_647 });
  const accounts = fc.record({ id: fc.stringMatching(/^[\w-]{22}$/), sessionVersion: versions });
  fuzz("belongs to one account as it was then", fc.tuple(accounts, versions), ([account, later]) => {
    expect(isKnownBrowser(given(account), account)).toBe(true);
    const isSame = later === account.sessionVersion;
    expect(isKnownBrowser(given(account), { ...account, sessionVersion: later })).toBe(isSame);
    expect(isKnownBrowser(given(account), ann)).toBe(account.id === ann.id && account.sessionVersion === 3);
  });
});
