import fc from "fast-check";
import { expect } from "vitest";
import { EnvError, parseEnv } from "@/lib/env";
import { fuzz } from "../../setup/fuzz";
import { meanText, mutated } from "../../setup/mean-text";
import { settings } from "../shop-settings";

const samples: Record<string, string> = {
  ...settings,
  SHOP_NAME: "Harbour & Kiln",
  AUTO_REFUND: "on",
  LIMIT_CHECK_PAYMENT: "6",
  SMTP_URL: "smtps://ann:p%40ss@mail.example:465",
  MAIL_FROM: "Ann's shop <ann@shop.example>",
};
const names = Object.keys(samples);
const oneOrTwo = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 });
const sources = oneOrTwo.chain((changed) =>
  fc
    .tuple(...changed.map((name) => fc.oneof(mutated(fc.constant(samples[name] ?? "")), meanText)))
    .map((values) => ({ ...samples, ...Object.fromEntries(changed.map((name, at) => [name, values[at]])) })),
);

fuzz("settings are good ones, or refused by name and without what stands in them", sources, (source) => {
  const read = (() => {
    try {
      return parseEnv(source);
    } catch (error) {
      if (error instanceof EnvError) return error.message;
      throw error;
    }
  })();
  if (typeof read === "string") {
    const lines = read.split("\n").slice(1);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(names).toContain(/^ {2}([A-Z_]+): [ -~]+$/.exec(line)?.[1]);
    return;
  }
  for (const address of [read.SHOP_URL, read.DOJO_API_URL, read.DOJO_CHECKOUT_ORIGIN]) {
    expect(address).toMatch(/^https?:\/\//);
    expect(new URL(address).origin).toBe(address);
  }
  expect(read.DOJO_API_KEY).toMatch(/^sk_(sandbox|prod)_[!-~]+$/);
  expect(Math.min(read.APP_SECRET.length, read.NEXTAUTH_SECRET.length)).toBeGreaterThanOrEqual(32);
  expect(read.DOJO_WEBHOOK_SECRETS.every((secret) => secret.length >= 8)).toBe(true);
  expect(Number.isSafeInteger(read.LIMIT_CHECK_PAYMENT) && read.LIMIT_CHECK_PAYMENT >= 1).toBe(true);
  expect(read.MAIL_FROM ?? "").not.toMatch(/[\r\n]/);
});
