import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ensureBuilt,
  ensureGenerated,
  freePort,
  openTestRun,
  shopCommand,
  type TestRun,
  withoutDotEnv,
} from "../../scripts/lib/stack.mjs";

let testRun: TestRun;
let distDir: string;

beforeAll(async () => {
  testRun = await openTestRun("refusals");
  await ensureGenerated(testRun.processes);
  distDir = await ensureBuilt(testRun.processes);
}, 240_000);

afterAll(() => testRun.close());

const complete = {
  DATABASE_URL: "postgresql://shop:unused@127.0.0.1:1/shop",
  SHOP_URL: "https://shop.example",
  DOJO_API_KEY: "sk_sandbox_refusals",
  DOJO_API_URL: "https://api.dojo.tech",
  DOJO_WEBHOOK_SECRETS: "a-signing-secret-of-the-subscription",
  NEXTAUTH_SECRET: "nextauth-secret-0123456789-0123456789",
  APP_SECRET: "app-secret-0123456789-0123456789-0123",
};

/** Starts the built server itself, without the start script, and returns how it ended. */
async function serve(changes: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { command, args, cwd, env } = shopCommand({ port: await freePort(), distDir });
  const settings = { ...withoutDotEnv(), PATH: process.env.PATH, ...complete, ...changes, ...env };
  const server = spawn(command, args, {
    cwd,
    env: settings,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 30_000,
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding("utf8").on("data", (part) => (output += part));
  const code = await new Promise<number | null>((resolve) => server.once("close", resolve));
  return { code, output };
}

test("without webhook secrets the shop does not open, and names them", async () => {
  const { code, output } = await serve({ DOJO_WEBHOOK_SECRETS: "" });
  expect(code).toBe(78);
  expect(output).toContain("DOJO_WEBHOOK_SECRETS");
});

test("every missing setting is named at once", async () => {
  const { code, output } = await serve({ DOJO_API_KEY: "", NEXTAUTH_SECRET: "", APP_SECRET: "" });
  expect(code).toBe(78);
  for (const name of ["DOJO_API_KEY", "NEXTAUTH_SECRET", "APP_SECRET"]) expect(output).toContain(name);
});

test("a production key beside another address than Dojo's is refused", async () => {
  const { code, output } = await serve({
    DOJO_API_KEY: "sk_prod_refusals",
    DOJO_API_URL: "http://127.0.0.1:4000",
  });
  expect(code).toBe(78);
  expect(output).toContain("DOJO_API_URL");
  expect(output).not.toContain("sk_prod_refusals");
});

test("a production key without a mail server is warned about, once", async () => {
  const { output } = await serve({ DOJO_API_KEY: "sk_prod_refusals" });
  expect(output.match(/There is no SMTP_URL/g)).toHaveLength(1);
  expect((await serve({})).output).not.toContain("SMTP_URL");
});

test("without its database the shop does not open", async () => {
  const { code, output } = await serve({});
  expect(code).toBe(78);
  expect(output).toContain("database");
});
