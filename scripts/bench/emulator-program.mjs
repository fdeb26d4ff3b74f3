import { fork } from "node:child_process";
import { join } from "node:path";
import { root } from "../lib/root.mjs";

const API = {
  Authorization: "Basic sk_sandbox_bench",
  version: "2026-02-27",
  "Content-Type": "application/json",
};

/** The emulator as a process of its own, with how long it took to listen (ms). */
export async function startEmulator(dataDir) {
  const sinceMs = performance.now();
  const env = { ...process.env, EMULATOR_PORT: "0", EMULATOR_DATA_DIR: dataDir };
  const child = fork(join(root, "emulator/run.mjs"), { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const port = await new Promise((resolve, reject) => {
    child.once("message", ({ listening }) => resolve(listening));
    child.once("exit", (code) => reject(new Error(`The emulator ended with ${code}.`)));
  });
  const startedMs = performance.now() - sinceMs;

  async function send(method, path, body, headers = {}) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { ...API, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  async function stop() {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  }

  return { startedMs, port, send, stop };
}
