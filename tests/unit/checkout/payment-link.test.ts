import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { isLinkOf, isPaymentLink, openLink, sealLink } from "@/lib/checkout/payment-link";
import guide from "../../fixtures/dojo-guide/payment-intent.json";
import { settings } from "../shop-settings";

const link = guide.paymentLink;

describe("what counts as a link to Dojo's page", () => {
  test.each([link, "https://pay.dojo.tech/checkout/pi_1", "HTTPS://PAY.DOJO.TECH/checkout/pi_1"])(
    "accepts %s",
    (address) => expect(isPaymentLink(address)).toBe(true),
  );

  test.each([
    "",
    "/checkout/pi_1",
    "//pay.dojo.tech/checkout",
    "pay.dojo.tech/checkout",
    "https://pay.dojo.tech.evil/checkout",
    "https://pay.dojo.tech@evil/checkout",
    "https://evil/pay.dojo.tech",
    "https://evil\\@pay.dojo.tech",
    "https://evil#@pay.dojo.tech",
    "https://evil?https://pay.dojo.tech",
    "https://user@pay.dojo.tech/checkout",
    "https://user:word@pay.dojo.tech/checkout",
    "https://:word@pay.dojo.tech/checkout",
    "http://pay.dojo.tech/checkout",
    "http://pay.dojo.tech:443/checkout",
    "https://pay.dojo.tech:444/checkout",
    "https://pay.dojo.tech:80/checkout",
    "https://pay.dojo.tech./checkout",
    "https://www.pay.dojo.tech/checkout",
    "https://dojo.tech/checkout",
    "https://pay.d\u043ejo.tech/checkout",
    "blob:https://pay.dojo.tech/checkout",
    "filesystem:https://pay.dojo.tech/checkout",
    "view-source:https://pay.dojo.tech/checkout",
    "javascript:alert(1)//https://pay.dojo.tech",
    "javascript://pay.dojo.tech/%0aalert(1)",
    "data:text/html,https://pay.dojo.tech",
    "ftp://pay.dojo.tech/checkout",
    "wss://pay.dojo.tech/checkout",
    "https://",
    "https:///",
    "null",
  ])("refuses %j", (address) => expect(isPaymentLink(address)).toBe(false));

  test.each([
    ["https://pay.dojo.tech/checkout/pi_1?cid=x", true],
    ["https://pay.dojo.tech/checkout/pi_12?after=pi_1", false],
    ["https://pay.dojo.tech/checkout/pi_12", false],
    ["https://pay.dojo.tech/checkout/pi_2#pi_1", false],
  ])("%s is the link of pi_1: %s", (address, isOfIt) => expect(isLinkOf(address, "pi_1")).toBe(isOfIt));

  test("refuses no link at all", () => expect(isPaymentLink(null)).toBe(false));
});

describe("a sealed payment link", () => {
  test("opens to what was sealed, for its own attempt", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), fc.string(), (text, attemptId) => {
        expect(openLink(sealLink(text, attemptId), attemptId)).toBe(text);
      }),
    );
  });

  test("shows nothing of the link and looks different each time", () => {
    const sealed = sealLink(link, "a1");
    expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toMatch(/https|cs_sandbox|pi_sandbox/);
    expect(sealLink(link, "a1")).not.toBe(sealed);
  });

  test("does not open for another attempt", () => {
    expect(openLink(sealLink(link, "a1"), "a2")).toBeNull();
    expect(openLink(sealLink(link, "a1"), "")).toBeNull();
  });

  test("does not open when one bit of it is changed", () => {
    const bytes = Buffer.from(sealLink("https://pay.dojo.tech/x", "a1"), "base64url");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      expect(openLink(changed.toString("base64url"), "a1"), `byte ${at}`).toBeNull();
    }
  });

  test("does not open when it is cut short, and text that was never sealed does not open", () => {
    const sealed = sealLink(link, "a1");
    for (let length = 0; length < sealed.length - 1; length += 1)
      expect(openLink(sealed.slice(0, length), "a1"), `${length}`).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => openLink(text, "a1") === null));
  });

  test("does not open with another key", async () => {
    const sealed = sealLink(link, "a1");
    vi.resetModules();
    process.env.APP_SECRET = "another-app-secret-0123456789abcdefghij";
    const later = await import("@/lib/checkout/payment-link");
    expect(later.openLink(sealed, "a1")).toBeNull();
    expect(later.openLink(later.sealLink(link, "a1"), "a1")).toBe(link);
    process.env.APP_SECRET = settings.APP_SECRET;
  });
});
