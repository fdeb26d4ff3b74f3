import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { freePort, shopCommand, withoutDotEnv } from "../../scripts/lib/stack.mjs";
import { setting } from "../setup/setting";
import { shopSecrets } from "./support/tokens";

const good = {
  DATABASE_URL: "postgresql://shop:unused@127.0.0.1:1/shop",
  SHOP_URL: "https://shop.example",
  DOJO_API_KEY: "sk_sandbox_start_up",
  DOJO_WEBHOOK_SECRETS: "a-signing-secret-of-the-subscription",
  NEXTAUTH_SECRET: "nextauth-secret-0123456789-0123456789",
  APP_SECRET: "app-secret-0123456789-0123456789-0123",
};
const refusal = (settings: Record<string, string>) => {
  try {
    parseEnv(settings);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

const random = shopSecrets();
const production = {
  ...good,
  DOJO_API_KEY: "sk_prod_start_up",
  NEXTAUTH_SECRET: random.NEXTAUTH_SECRET,
  APP_SECRET: random.APP_SECRET,
  DOJO_WEBHOOK_SECRETS: randomBytes(32).toString("base64url"),
};

test.each(["NEXTAUTH_SECRET", "APP_SECRET"])(
  "23. The shop does not start with a missing or short %s, nor with a made-up one beside a production key",
  (name) => {
    expect(refusal(good)).toBe("");
    expect(refusal(production)).toBe("");
    for (const bad of ["", "secret", "x".repeat(31)]) expectRefused({ ...good, [name]: bad }, name);
    for (const bad of ["x".repeat(64), "changeme".repeat(5), "0123456789".repeat(4)])
      expectRefused({ ...production, [name]: bad }, name);
  },
);

function expectRefused(settings: Record<string, string>, name: string) {
  const message = refusal(settings);
  expect(message, settings[name]).toContain(`${name}: `);
  if (settings[name]) expect(message).not.toContain(settings[name]);
}

test("23. The built server itself ends with 78, names every bad secret and prints none", async () => {
  const { command, args, cwd, env } = shopCommand({
    port: await freePort(),
    distDir: setting("TEST_DIST_DIR"),
  });
  const bad = {
    NEXTAUTH_SECRET: "marker-short",
    APP_SECRET: "marker-too",
    DOJO_WEBHOOK_SECRETS: "marker",
  };
  const server = spawn(command, args, {
    cwd,
    env: { ...withoutDotEnv(), PATH: process.env.PATH, ...good, ...bad, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 30_000,
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding("utf8").on("data", (part) => (output += part));
  const code = await new Promise<number | null>((resolve) => server.once("close", resolve));
  expect({ code, output }).toEqual({ code: 78, output: expect.not.stringContaining("marker") });
  for (const name of Object.keys(bad)) expect(output).toContain(name);
});
