import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "@/lib/env";
import { settings } from "./shop-settings";

type Source = Record<string, string | undefined>;
const refusal = (source: Source): string => {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  throw new Error("the settings were accepted");
};
const production = {
  ...settings,
  DOJO_API_KEY: "sk_prod_0123456789",
  SHOP_URL: "https://shop.example",
  DOJO_WEBHOOK_SECRETS: "U3Vic2NyaXB0aW9uUmVzcG9uc2U",
  NEXTAUTH_SECRET: "wE7q0Zr8Lx2Vt6Wb1Nk4Jh7Gd5Fs3Aq9mP",
  APP_SECRET: "5cTn9Yk2Qx8Rv4Bm7Lz1Hd6Gs3Wf0JpKeU",
};

describe("the shop's settings", () => {
  test("default to the real Dojo", () => {
    const env = parseEnv({ ...settings, DOJO_API_URL: undefined, DOJO_CHECKOUT_ORIGIN: undefined });
    expect(env.DOJO_API_URL).toBe("https://api.dojo.tech");
    expect(env.DOJO_CHECKOUT_ORIGIN).toBe("https://pay.dojo.tech");
  });

  test("count an empty value as unset", () => {
    const env = parseEnv({ ...settings, DOJO_API_URL: "", SHOP_NAME: "", DOJO_ACCOUNT_ID: "" });
    expect(env.DOJO_API_URL).toBe("https://api.dojo.tech");
    expect(env.SHOP_NAME).not.toBe("");
    expect(env.DOJO_ACCOUNT_ID).toBeUndefined();
    expect(refusal({ ...settings, APP_SECRET: "" })).toContain("APP_SECRET: is missing");
  });

  test("read addresses as origins, so that a slash at the end does not matter", () => {
    const env = parseEnv({
      ...settings,
      SHOP_URL: "http://localhost:3000/",
      DOJO_API_URL: "https://API.dojo.tech:443/",
    });
    expect(env).toMatchObject({ SHOP_URL: "http://localhost:3000", DOJO_API_URL: "https://api.dojo.tech" });
  });

  test("refuse an address with a path, which would be dropped without a word", () => {
    expect(refusal({ ...settings, DOJO_API_URL: "https://proxy.example/dojo" })).toContain(
      "DOJO_API_URL: must be an address without a path",
    );
  });

  test("read several webhook secrets, spaces around them apart", () => {
    const env = parseEnv({ ...settings, DOJO_WEBHOOK_SECRETS: "old-secret-1, new-secret-2" });
    expect(env.DOJO_WEBHOOK_SECRETS).toEqual(["old-secret-1", "new-secret-2"]);
  });

  test("leave mails in files unless a mail server is named", () => {
    expect(parseEnv(settings)).not.toHaveProperty("SMTP_URL");
    expect(parseEnv(settings).DATA_DIR).toBe(".data");
    const mail = {
      SMTP_URL: "smtps://ann:p%40ss@mail.example:465",
      MAIL_FROM: "Harbour & Kiln <a@b.example>",
    };
    expect(parseEnv({ ...settings, ...mail })).toMatchObject(mail);
    expect(parseEnv({ ...settings, MAIL_FROM: "shop@b.example" }).MAIL_FROM).toBe("shop@b.example");
  });

  test("ignore the rest of the environment", () => {
    expect(parseEnv({ ...settings, PATH: "/bin" })).not.toHaveProperty("PATH");
  });
});

describe("settings that cannot work", () => {
  test.each(Object.keys(settings).filter((name) => !/API_URL|ORIGIN/.test(name)))(
    "are refused without %s, which is named as missing",
    (name) => expect(refusal({ ...settings, [name]: undefined })).toContain(`${name}: is missing`),
  );

  test.each<[string, string]>([
    ["DATABASE_URL", "mysql://shop@127.0.0.1/shop"],
    ["DATABASE_URL", "not a url"],
    ["SHOP_URL", "localhost:3000"],
    ["SHOP_URL", "ftp://shop.example"],
    ["SHOP_URL", "https://ann:hidden@shop.example"],
    ["SHOP_URL", "https://shop.example?debug=1"],
    ["SHOP_URL", "https://shop.example/#top"],
    ["TRUSTED_PROXIES", "0.0.0.0/0"],
    ["TRUSTED_PROXIES", "10.0.0.0/8,::/0"],
    ["LIMIT_SIGN_IN_ACCOUNT", "100001"],
    ["LIMIT_RESET", "1e99"],
    ["SHOP_NAME", "x".repeat(61)],
    ["DOJO_API_KEY", "pk_sandbox_0123456789"],
    ["DOJO_API_KEY", "sk_test_0123456789"],
    ["DOJO_API_KEY", "Basic sk_sandbox_0123456789"],
    ["DOJO_API_KEY", "sk_sandbox_01 23"],
    ["DOJO_API_KEY", "sk_sandbox_…"],
    ["DOJO_API_URL", "api.dojo.tech"],
    ["DOJO_CHECKOUT_ORIGIN", "javascript:alert(1)"],
    ["DOJO_WEBHOOK_SECRETS", "tooshrt"],
    ["DOJO_WEBHOOK_SECRETS", "long-enough-secret,"],
    ["NEXTAUTH_SECRET", "x".repeat(31)],
    ["APP_SECRET", "too-short-for-a-secret"],
    ["SMTP_URL", "https://mail.example"],
    ["SMTP_URL", "mail.example:25"],
    ["MAIL_FROM", "the shop"],
    ["MAIL_FROM", "Shop <shop@example.com>\nBcc: all@example.com"],
  ])("are refused for %s = %j, naming it as wrong and not repeating the value", (name, value) => {
    const message = refusal({ ...settings, [name]: value });
    expect(message).toContain(`  ${name}`);
    expect(message).not.toContain("is missing");
    expect(message).not.toContain(value);
  });

  test("are all named at once", () => {
    const message = refusal({
      DOJO_API_KEY: "wrong",
      APP_SECRET: "short-secret",
      DOJO_WEBHOOK_SECRETS: "tooshrt",
    });
    for (const name of [
      "DATABASE_URL",
      "SHOP_URL",
      "DOJO_API_KEY",
      "DOJO_WEBHOOK_SECRETS",
      "NEXTAUTH_SECRET",
    ])
      expect(message).toContain(`  ${name}`);
    expect(message).toContain("  APP_SECRET");
    expect(message).not.toMatch(/wrong|short-secret|tooshrt/);
  });
});

describe("a production key", () => {
  test("opens a shop on https against the real Dojo", () => {
    expect(parseEnv(production).SHOP_URL).toBe("https://shop.example");
  });

  test.each<[string, string]>([
    ["DOJO_API_URL", "http://127.0.0.1:4000"],
    ["DOJO_API_URL", "https://api.dojo.tech.evil"],
    ["DOJO_API_URL", "http://api.dojo.tech"],
    ["DOJO_CHECKOUT_ORIGIN", "http://127.0.0.1:4000"],
    ["DOJO_CHECKOUT_ORIGIN", "https://pay.dojo.tech:444"],
    ["SHOP_URL", "http://shop.example"],
  ])("is refused beside %s = %s", (name, value) => {
    expect(refusal({ ...production, [name]: value })).toContain(`  ${name}: must be https`);
  });

  test.each<[string, string, RegExp]>([
    ["NEXTAUTH_SECRET", "please-change-me-0123456789abcdef", /looks like a placeholder/],
    ["APP_SECRET", "a".repeat(48), /too few different characters/],
    ["APP_SECRET", production.NEXTAUTH_SECRET, /must not be NEXTAUTH_SECRET again/],
    ["DOJO_WEBHOOK_SECRETS", "only-twenty-three-bytes", /needs at least 24 bytes each/],
    [
      "DOJO_WEBHOOK_SECRETS",
      `${production.DOJO_WEBHOOK_SECRETS},a-short-one`,
      /needs at least 24 bytes each/,
    ],
    ["NODE_ENV", "development", /must be production/],
    ["NODE_ENV", "test", /must be production/],
    ["NODE_TLS_REJECT_UNAUTHORIZED", "0", /check of certificates off/],
    ["NODE_OPTIONS", "--max-old-space-size=512 --tls-min-v1.0", /allows old TLS/],
    ["NODE_OPTIONS", "--insecure-http-parser", /break the grammar/],
    ["SMTP_URL", "smtps://ann:hidden@mail.example?tls.rejectUnauthorized=false", /nothing else/],
    ["SMTP_URL", "smtp://mail.example:25/?pool=true&ignoreTLS=true", /nothing else/],
    ["SMTP_URL", "smtps://mail.example/?%74ls.rejectUnauthorized=0", /nothing else/],
    ["SMTP_URL", "smtps://mail.example/?secure=false", /nothing else/],
    ["NODE_OPTIONS", "--tls_min_v1.0", /allows old TLS/],
    ["NODE_OPTIONS", "--inspect=0.0.0.0:9229", /a debugger/],
    ["DOJO_WEBHOOK_SECRETS", "the-webhook-signing-secret-of-dojo", /looks like a placeholder/],
    ["DOJO_WEBHOOK_SECRETS", production.APP_SECRET, /own secrets again/],
    ["EMULATOR_PORT", "4000", /is the emulated Dojo's/],
    ["EMULATOR_DATA_DIR", "/srv/emulator", /is the emulated Dojo's/],
  ])("is refused beside %s = %s, which is not repeated; a sandbox key is not", (name, value, words) => {
    const source = { ...production, [name]: value };
    const message = refusal(source);
    expect(message).toMatch(new RegExp(`^  ${name}: .*${words.source}`, "m"));
    expect(message.split("\n")).toHaveLength(2);
    for (const hidden of [value, source.APP_SECRET, source.DOJO_API_KEY])
      if (hidden.length > 12) expect(message).not.toContain(hidden);
    expect(parseEnv({ ...source, DOJO_API_KEY: settings.DOJO_API_KEY })).toBeDefined();
  });

  test.each<[string, string]>([
    ["NODE_ENV", "production"],
    ["NODE_TLS_REJECT_UNAUTHORIZED", "1"],
    ["NODE_OPTIONS", "--max-old-space-size=512"],
    ["SMTP_URL", "smtps://ann:p%40ss@mail.example:465"],
    ["EMULATOR_PORT", ""],
    ["SMTP_URL", "smtp://mail.example:587?pool=true&name=shop.example"],
    [
      "DOJO_WEBHOOK_SECRETS",
      `${randomBytes(18).toString("base64")},${randomBytes(24).toString("base64url")}`,
    ],
  ])("goes with %s = %s", (name, value) => {
    expect(parseEnv({ ...production, [name]: value })).toBeDefined();
  });

  test("is refused for all that does not go with it, and all else that is wrong, at once", () => {
    const message = refusal({
      ...settings,
      DOJO_API_KEY: production.DOJO_API_KEY,
      DOJO_API_URL: "http://a.example",
      APP_SECRET: "",
      NODE_ENV: "development",
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      EMULATOR_PORT: "4000",
    });
    for (const name of ["DOJO_API_URL", "SHOP_URL", "NODE_ENV"])
      expect(message).toContain(`  ${name}: must be`);
    expect(message).toContain("  APP_SECRET: is missing");
    for (const name of [
      "NEXTAUTH_SECRET",
      "DOJO_WEBHOOK_SECRETS",
      "NODE_TLS_REJECT_UNAUTHORIZED",
      "EMULATOR_PORT",
    ])
      expect(message).toContain(`  ${name}: `);
    for (const value of Object.values(settings).filter((each) => !each.startsWith("http")))
      expect(message).not.toContain(value);
  });
});
