import fc from "fast-check";
import { describe, expect } from "vitest";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { authOptions } from "@/lib/auth/options";
import { isPaymentLink, openLink, sealLink } from "@/lib/checkout/payment-link";
import { seeOther } from "@/lib/http";
import guide from "../../fixtures/dojo-guide/payment-intent.json";
import { fuzz, fuzzAsync } from "../../setup/fuzz";
import { bits, meanText, mutated } from "../../setup/mean-text";
import { settings } from "../shop-settings";

const shops = ["https://shop.example", settings.SHOP_URL];
const slashes = fc.array(
  fc.constantFrom("/", "\\", ".", "..", "\t", "\n", "%2e", "%2f", "@", ":", "evil.example", "?", "#"),
);
const samples = fc.constantFrom(
  "/checkout?from=basket&step=2",
  "//evil.example/checkout",
  "/orders/100001?x=%2F%2Fevil",
  `${settings.SHOP_URL}/orders/100001`,
  "https://evil.example/",
);
const texts = fc.oneof(
  mutated(samples),
  slashes.map((parts) => `/${parts.join("")}`),
  meanText,
);
const anything = fc.oneof({ weight: 5, arbitrary: texts }, { weight: 1, arbitrary: fc.anything() });

describe("where a shopper goes after signing in", () => {
  fuzz("is in the shop, as browsers read it, and the same when asked again", anything, (value) => {
    const path = safeCallbackUrl(value);
    expect(path).toMatch(/^\/(?![/\\])[!-~]*$/);
    for (const shop of shops) expect(new URL(path, shop).origin).toBe(shop);
    expect(safeCallbackUrl(path)).toBe(path);
    expect(seeOther(path).headers.get("location")).toBe(`${settings.SHOP_URL}${path}`);
  });

  // Its JSON body may hold anything, and its callback comes from a cookie, too.
  fuzzAsync(
    "is in the shop when next-auth asks, which passes on what was posted",
    anything,
    async (value) => {
      const redirect = authOptions().callbacks?.redirect;
      const to = await redirect?.({ url: value as string, baseUrl: settings.SHOP_URL });
      expect(new URL(String(to)).origin).toBe(settings.SHOP_URL);
      expect(to).toMatch(/^http:\/\/localhost:3000\/(?![/\\])[!-~]*$/);
    },
  );
});

describe("a link to Dojo's page", () => {
  const links = fc.oneof(
    mutated(fc.constantFrom(guide.paymentLink, "https://pay.dojo.tech/checkout/pi_1")),
    fc
      .tuple(fc.constantFrom("", ...bits), fc.constantFrom("", ...bits))
      .map(([a, b]) => `https://${a}pay.dojo.tech${b}/x`),
    meanText,
  );
  fuzz("leads to Dojo's host by https and shows no user, or is none", links, (link) => {
    if (!isPaymentLink(link)) return;
    expect(new URL(link).href).toMatch(/^https:\/\/pay\.dojo\.tech\//);
    expect(seeOther(link).headers.get("location")).toMatch(/^https:\/\/pay\.dojo\.tech\//);
  });

  const sealed = sealLink(guide.paymentLink, "a1");
  const seals = fc.oneof(mutated(fc.constant(sealed)), meanText);
  fuzz("opens from its seal to what was sealed, or not at all", seals, (text) => {
    expect([guide.paymentLink, null]).toContain(openLink(text, "a1"));
    expect(openLink(text, "a2")).toBeNull();
  });
});
