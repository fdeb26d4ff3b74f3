import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { type Person, signUp } from "./support/people";
import { postSignIn } from "./support/sign-in-tries";
import { forgetTries } from "./support/tries";
import { type Answer, action, visitor } from "./support/visitor";

const PAIRS = 60;
beforeEach(forgetTries);

/** As long as the address of a real account. */
const unknownEmail = () => `${randomUUID()}@example.com`;
const tryWrong = (email: string) =>
  visitor().act(action("signInAction"), { email, password: "not the password" });
const forget = (email: string) => visitor().act(action("forgotPasswordAction"), { email });

/** What an answer tells, but for what differs each time: the page's nonce, ids, the time, and the address given. */
function toldBy({ status, headers, text }: Answer, email: string) {
  const told = (words: string) =>
    words
      .replaceAll(email, "EMAIL")
      .replaceAll(encodeURIComponent(email), "EMAIL")
      .replaceAll(/nonce-[\w+/=]+/g, "NONCE")
      .replaceAll(/(nonce\\?"[:=]\\?")[\w+/=]+/g, "$1NONCE")
      // Next's own id of the answer.
      .replaceAll(/"[\w-]{21,22}(?=[vm]")/g, '"ID');
  const kept = [...headers].filter(([name]) => !["x-request-id", "date"].includes(name));
  return {
    status,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, told(value)])),
    text: told(text),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

const median = (values: number[]) =>
  values.toSorted((one, two) => one - two)[Math.floor(values.length / 2)] ?? 0;

/** Known and unknown in turn, and in turn first, so that whatever else the machine does slows both alike. */
async function measure(known: string, times: { known: number[]; unknown: number[] }): Promise<void> {
  for (let pair = 0; pair < PAIRS; pair += 1) {
    if (pair % 8 === 0) await forgetTries();
    const order = pair % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
    for (const which of order)
      times[which].push(await timed(() => tryWrong(which === "known" ? known : unknownEmail())));
  }
}

describe("15. Signing in does not tell whether there is an account: same answer, medians within 10 %", () => {
  test("the time is the same: of 60 pairs, or, where these are further apart, of these and 60 more", async () => {
    const ann = await signUp();
    for (let warm = 0; warm < 4; warm += 1) await tryWrong(unknownEmail());
    const times = { known: [] as number[], unknown: [] as number[] };
    const apart = () => {
      const [one, two] = [median(times.known), median(times.unknown)];
      return Math.abs(one - two) / Math.max(one, two);
    };
    await measure(ann.email, times);
    // Others use the same cores. Once more at most, and nothing is left out: who asks until it fits proves nothing.
    if (apart() > 0.1) await measure(ann.email, times);
    expect(apart(), `${median(times.known)} ms, ${median(times.unknown)} ms`).toBeLessThanOrEqual(0.1);
    // A password is hashed for both: without that an answer takes a fraction of it.
    expect(median(times.unknown)).toBeGreaterThan(10);
  });

  test("status, headers and body are the same, wrong or tried too often", async () => {
    const ann = await signUp();
    const nobody = unknownEmail();
    await forgetTries();
    for (let at = 0; at < 12; at += 1) {
      const [known, unknown] = [await tryWrong(ann.email), await tryWrong(nobody)];
      expect(toldBy(unknown, nobody), `try ${at + 1}`).toEqual(toldBy(known, ann.email));
    }
  });

  test("and so are they at next-auth's own address", async () => {
    const ann = await signUp();
    const nobody = unknownEmail();
    const raw = async (email: string) => toldBy(await postSignIn(email, "not the password"), email);
    await forgetTries();
    for (let at = 0; at < 12; at += 1) expect(await raw(nobody)).toEqual(await raw(ann.email));
  });
});

describe("15. Asking for a password link is answered alike with and without an account, at any count", () => {
  test("status, headers and body are the same, also when it was asked too often", async () => {
    const ann = await signUp();
    const nobody = unknownEmail();
    for (const asked of [1, 2, 3]) {
      const [known, unknown] = [await forget(ann.email), await forget(nobody)];
      expect(known.goesTo, `time ${asked}`).toBe("/forgot-password?asked=1");
      expect(toldBy(unknown, nobody)).toEqual(toldBy(known, ann.email));
    }
  });

  test("the mail is made after the answer, so that its time does not tell", async () => {
    const people: Person[] = [];
    for (let at = 0; at < 5; at += 1) people.push(await signUp());
    const known: number[] = [];
    const unknown: number[] = [];
    for (const { email } of people) {
      known.push(await timed(() => forget(email)));
      unknown.push(await timed(() => forget(unknownEmail())));
    }
    // Of a few requests only the order of magnitude is certain.
    expect(median(known)).toBeLessThan(3 * median(unknown) + 20);
  });
});
