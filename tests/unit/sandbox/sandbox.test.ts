import { describe, expect, test } from "vitest";
import { hideSecrets, readSandbox } from "../../../scripts/lib/sandbox.mjs";
import { turns } from "../../setup/turns";

const DOJO_API_KEY = "sk_sandbox_the-key";

describe("whom a sandbox run asks", () => {
  test("is Dojo itself, slowly, unless something else is said", () => {
    expect(readSandbox({ DOJO_API_KEY })).toEqual({
      apiKey: DOJO_API_KEY,
      apiUrl: "https://api.dojo.tech",
      checkoutOrigin: "https://pay.dojo.tech",
      paceMs: 200,
    });
  });

  test("is an emulator on this machine when its address is given", () => {
    const DOJO_API_URL = "http://127.0.0.1:4000/";
    expect(readSandbox({ DOJO_API_KEY, DOJO_API_URL })).toMatchObject({
      apiUrl: "http://127.0.0.1:4000",
      checkoutOrigin: "http://127.0.0.1:4000",
    });
  });

  test.each(["http://api.dojo.tech", "http://127.0.0.1.example", "ftp://localhost", "nowhere", "unfit:"])(
    "is never %s, where a key could be overheard or lost",
    (DOJO_API_URL) => expect(() => readSandbox({ DOJO_API_KEY, DOJO_API_URL })).toThrow("DOJO_API_URL"),
  );

  test.each([undefined, "", "sk_prod_the-key", "the-key", "sk_sandbox_", "x sk_sandbox_the-key"])(
    "is nobody with the key %s",
    (key) => {
      const refused = () => readSandbox({ DOJO_API_KEY: key });
      expect(refused).toThrow(/DOJO_API_KEY/);
      expect(refused).not.toThrow(/the-key/);
    },
  );
});

test("keys and secrets are cut out of every line", () => {
  const line = `${DOJO_API_KEY} sk_prod_other cs_sandbox_a-b_c?csc=cs_prod_x&id=cust_sandbox_1`;
  expect(hideSecrets(line, { apiKey: DOJO_API_KEY })).toBe(
    "sk_sandbox_… sk_prod_… cs_sandbox_…?csc=cs_prod_…&id=cust_sandbox_1",
  );
});

test("calls leave one after the other, in order and no faster than the pace", async () => {
  const turn = turns(40);
  const startMs = performance.now();
  const left: [number, number][] = [];
  await Promise.all([0, 1, 2, 3].map((n) => turn().then(() => left.push([n, performance.now() - startMs]))));
  expect(left.map(([n]) => n)).toEqual([0, 1, 2, 3]);
  for (const [n, ms] of left) expect(ms, String(n)).toBeGreaterThanOrEqual(n * 39);
});
