import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { hostileAddresses } from "../../setup/hostile-addresses";

/** Where a browser on any shop would go. */
const origins = (path: string) =>
  ["https://shop.example", "http://localhost:3000"].map((shop) => [new URL(path, shop).origin, shop]);

describe("where a shopper goes after signing in", () => {
  test.each(hostileAddresses)("%j leads to the front page or stays in the shop", (value) => {
    const path = safeCallbackUrl(value);
    expect(path).toMatch(/^\/(?![/\\])/);
    for (const [origin, shop] of origins(path)) expect(origin).toBe(shop);
    expect(path).not.toContain("evil");
  });

  test.each([undefined, null, 7, {}, ["/checkout"], true])("%j leads to the front page", (value) => {
    expect(safeCallbackUrl(value)).toBe("/");
  });

  test.each([
    "/",
    "/checkout",
    "/checkout?from=basket&step=2",
    "/orders/HK-1?x=%2F%2Fevil",
    "/products/blue-mug?next=https://evil.example",
    "/account/cards?done=preferred",
    "/a//b",
  ])("%s is kept with its query", (value) => expect(safeCallbackUrl(value)).toBe(value));

  test("a fragment is dropped and odd characters are escaped", () => {
    expect(safeCallbackUrl("/orders#top")).toBe("/orders");
    expect(safeCallbackUrl("/a b?c=d e")).toBe("/a%20b?c=d%20e");
    expect(safeCallbackUrl("/a\r\nset-cookie: x=1")).not.toMatch(/[\r\n]/);
  });

  test("no text leads out of the shop, and none throws", () => {
    const part = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "\t",
      "%2e",
      "%2f",
      "@",
      ":",
      "evil",
      "?",
      "#",
      "http:",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => `/${parts.join("")}`),
        ),
        (value) => {
          for (const [origin, shop] of origins(safeCallbackUrl(value))) expect(origin).toBe(shop);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
