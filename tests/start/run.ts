import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { vi } from "vitest";
import { commandLineOf, identityOf, parentOf, root, withoutDotEnv } from "../../scripts/lib/stack.mjs";
import { notedProcesses, type Place } from "./place";

export type Run = {
  npm: ChildProcess;
  output: () => string;
  exitCode: Promise<number | null>;
  /** Resolves when the address is printed; rejects with the output when the run ends before. */
  ready: () => Promise<void>;
};

/** What a command finds of our own environment: where programs and the home are, and nothing else. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { ...withoutDotEnv(), NODE_ENV: "production", PATH, HOME };
}

/** `npm start`, as a person would type it, with nothing of our own environment but the path. */
export function npmStart(place: Place, extra: Record<string, string> = {}): Run {
  const npm = spawn("npm", ["start"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...bareEnvironment(),
      PORT: String(place.port),
      EMULATOR_PORT: String(place.emulatorPort),
      DATA_DIR: place.dataDir,
      ...extra,
    },
  });
  let text = "";
  for (const stream of [npm.stdout, npm.stderr])
    stream.setEncoding("utf8").on("data", (part) => (text += part));
  const exitCode = new Promise<number | null>((resolve) => npm.once("exit", (code) => resolve(code)));
  const ready = async () => {
    const ended = exitCode.then((code) =>
      Promise.reject(new Error(`npm start ended with ${code}:\n${text}`)),
    );
    const printed = vi.waitUntil(() => /^Ready in/m.test(text), { timeout: 200_000, interval: 50 });
    await Promise.race([printed, ended]);
  };
  return { npm, output: () => text, exitCode, ready };
}

/** The process of scripts/start.mjs itself, below npm. */
export function starterPid(place: Place): number {
  return JSON.parse(readFileSync(join(place.dataDir, "run.lock"), "utf8")).pid;
}

/** Everything that belongs to a run: npm, the starter, its guard and every program they started. */
export function treeOf(place: Place, run: Run): number[] {
  const everyPid = existsSync("/proc/self/stat")
    ? readdirSync("/proc").map(Number).filter(Number.isInteger)
    : execFileSync("ps", ["-axo", "pid="], { encoding: "utf8" }).trim().split("\n").map(Number);
  const parents = new Map(everyPid.map((pid) => [pid, parentOf(pid)]));
  const tree = [run.npm.pid ?? 0];
  for (const pid of tree) tree.push(...everyPid.filter((child) => parents.get(child) === pid));
  const noted = notedProcesses(place).map(({ pid }) => pid);
  if (noted.length < 3 || !noted.every((pid) => tree.includes(pid)))
    throw new Error(`The tree of this run is incomplete: ${tree} lacks some of ${noted}`);
  return tree;
}

/** Waits until none of the processes is left and returns those that are, by name. */
export async function survivors(pids: number[], withinMs = 10_000): Promise<string[]> {
  const untilMs = Date.now() + withinMs;
  const alive = () => pids.filter((pid) => identityOf(pid) !== null);
  while (alive().length > 0 && Date.now() < untilMs) await sleep(100);
  return alive().map((pid) => `${pid} ${commandLineOf(pid)}`);
}
