import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readEnvironment } from "../../emulator/environment";
import { API_KEY } from "./dojo";

const main = join(import.meta.dirname, "../../emulator/run.mjs");
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

const environment = (env: Record<string, string>): NodeJS.ProcessEnv => ({
  NODE_ENV: "test",
  PATH: process.env.PATH,
  EMULATOR_PORT: "0",
  ...env,
});

async function start(env: Record<string, string> = {}) {
  const child = fork(main, { env: environment(env), silent: true });
  running.push(child);
  let printed = "";
  child.stdout?.on("data", (chunk) => {
    printed += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message: { listening: number }) => resolve(message.listening));
    child.once("exit", (code) => reject(new Error(`exited with ${code}: ${printed}`)));
  });
  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        Authorization: `Basic ${API_KEY}`,
        version: "2026-02-27",
        "Content-Type": "application/json",
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return response.json();
  }
  return { child, port, exited, call, printed: () => printed };
}

/** A start that is expected to fail. */
function refused(env: Record<string, string>) {
  const { status, stderr } = spawnSync(process.execPath, [main], {
    env: environment(env),
    encoding: "utf8",
    timeout: 8_000,
  });
  return { status, stderr };
}

describe("the program", () => {
  it("survives kill -9 with all that it answered, shares neither port nor data, and ends politely", async () => {
    const EMULATOR_DATA_DIR = mkdtempSync(join(tmpdir(), "emulator-"));
    const first = await start({ EMULATOR_DATA_DIR });
    const base = `http://127.0.0.1:${first.port}`;
    const [where, page, data, chances] = first.printed().split("\n");
    expect(where).toBe(`Dojo emulator on ${base} (no money moves)`);
    expect(page).toContain(`${base}/_emulator`);
    expect(data).toBe(`Data: ${EMULATOR_DATA_DIR} (0 intents, 0 customers)`);
    expect(chances).toMatch(/seed (\d+); EMULATOR_SEED=\1 /);
    const intent = await first.call("POST", "/payment-intents", {
      amount: { value: 1, currencyCode: "GBP" },
      reference: "r",
    });
    expect(intent).toMatchObject({ paymentLink: expect.stringContaining(`${base}/checkout/pi_`) });
    expect(refused({ EMULATOR_DATA_DIR })).toEqual({
      status: 1,
      stderr: expect.stringContaining(`in use by process ${first.child.pid}.`),
    });
    expect(refused({ EMULATOR_PORT: String(first.port), EMULATOR_DATA_DIR })).toEqual({
      status: 1,
      stderr: `Emulator: port ${first.port} is taken. Set EMULATOR_PORT to another one.\n`,
    });
    const customer = await first.call("POST", "/customers", { name: "Ann" });
    first.child.kill("SIGKILL");
    await first.exited;

    const second = await start({ EMULATOR_DATA_DIR });
    expect(await second.call("POST", "/customers/search", {})).toMatchObject({ data: [customer] });
    second.child.kill("SIGTERM");
    expect(await second.exited).toBe(0);
  }, 30_000);

  it.runIf(existsSync("/proc/self/stat"))(
    "takes over from a killed one whose parent has not noticed yet",
    async () => {
      const EMULATOR_DATA_DIR = mkdtempSync(join(tmpdir(), "emulator-"));
      // A shell that starts a program and never waits for it leaves a zombie behind when that is killed.
      const script = `const { spawn } = require("node:child_process"); const child = spawn("sh", ["-c", "sleep 600"]);
      require("node:fs").writeSync(1, String(child.pid)); process.kill(child.pid, "SIGKILL");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`;
      const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
      running.push(parent);
      const pid = await new Promise<string>((resolve) =>
        parent.stdout?.once("data", (text) => resolve(`${text}`)),
      );
      await expect.poll(() => readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z ");
      const started = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19];
      writeFileSync(join(EMULATOR_DATA_DIR, "emulator.lock"), `${pid} ${started}`);
      const emulator = await start({ EMULATOR_DATA_DIR });
      emulator.child.kill("SIGTERM");
      expect(await emulator.exited).toBe(0);
      parent.kill("SIGKILL");
    },
    20_000,
  );

  it("names every setting that it cannot read, and takes empty ones as unset", () => {
    const bad = { EMULATOR_PORT: "http", EMULATOR_PUBLIC_URL: "pay" };
    expect(() => readEnvironment({ ...bad, NODE_ENV: "test" })).toThrow(
      /EMULATOR_PORT: .*\nEMULATOR_PUBLIC_URL: /,
    );
    const read = readEnvironment({
      EMULATOR_PORT: "",
      EMULATOR_CARD_SCHEMES: "VISA, AMEX",
      NODE_ENV: "test",
    });
    expect(read).toEqual({
      port: 4000,
      host: "127.0.0.1",
      exitWithParent: false,
      cardSchemes: ["VISA", "AMEX"],
    });
    const mistyped = { EMULATOR_CARD_SCHEMES: "VISA,FOO", EMULATOR_SEED: "x", NODE_ENV: "test" as const };
    expect(() => readEnvironment(mistyped)).toThrow(
      /EMULATOR_CARD_SCHEMES.1: Use VISA.*\nEMULATOR_SEED: Use a number/,
    );
  });

  it.each(["DOJO_API_KEY", "EMULATOR_API_KEYS"])(
    "never starts beside a production key in %s, and does not repeat it",
    (name) => {
      const { status, stderr } = refused({ [name]: "sk_prod_a-key-that-nobody-may-see" });
      expect(status).toBe(78);
      expect(stderr).toContain("holds a production key");
      expect(stderr).not.toContain("nobody-may-see");
    },
  );

  it("ends with npm, which passes no signal on, unless told otherwise", () => {
    const npm = { npm_lifecycle_event: "emulator", NODE_ENV: "test" as const };
    expect(readEnvironment(npm).exitWithParent).toBe(true);
    expect(readEnvironment({ ...npm, EMULATOR_EXIT_WITH_PARENT: "0" }).exitWithParent).toBe(false);
  });

  it("goes when its parent goes, if asked to", async () => {
    const probe = createServer().listen(0);
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));
    const args = JSON.stringify([main]);
    const script = `require("node:child_process").spawn(process.execPath, ${args}, { stdio: "ignore" }); setTimeout(() => {}, 600000)`;
    const env = environment({ EMULATOR_PORT: String(port), EMULATOR_EXIT_WITH_PARENT: "1" });
    const parent = spawn(process.execPath, ["-e", script], { env, stdio: "ignore" });
    running.push(parent);
    const alive = () =>
      fetch(`http://127.0.0.1:${port}/`, { redirect: "manual" }).then(
        () => true,
        () => false,
      );
    await expect.poll(alive, { timeout: 8_000 }).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(alive, { timeout: 8_000 }).toBe(false);
  }, 20_000);
});
