import {
  ensureBuilt,
  freePort,
  programArguments,
  root,
  type Started,
  shopCommand,
  waitUntilAnswers,
} from "../../../scripts/lib/stack.mjs";
import type { Ground } from "./ground";

export type Killable = {
  name: string;
  isReady: () => boolean;
  /** Resolves when it does its work; at once for a process that answers to nobody. */
  start: () => Promise<void>;
  /** SIGKILL: no handler runs and nothing is finished. Resolves when the process is gone. */
  kill: () => Promise<void>;
  /** SIGTERM, as for a new version: it may finish what it has in hand. Resolves when the process is gone. */
  stop: () => Promise<void>;
  /** How it ended when nobody had killed it, each time. */
  ownDeaths: string[];
};

/** `count` processes of the built shop, all running. Which ports are ready changes as they are killed and started. */
export async function startShops(ground: Ground, count: number) {
  const distDir = await ensureBuilt(ground.processes);
  const ports: number[] = [];
  for (let index = 0; index < count; index += 1) ports.push(await freePort());
  const shops = ports.map((port, index) => {
    const { command, args, ...options } = shopCommand({ port, distDir });
    const env = { ...ground.env, ...options.env };
    const all = [...args, "-H", "127.0.0.1"];
    const start = (name: string) =>
      ground.processes.start(name, command, all, { ...options, env, oneOff: true });
    return killable(`shop ${index + 1}`, start, `http://127.0.0.1:${port}/api/health/ready`);
  });
  await Promise.all(shops.map((shop) => shop.start()));
  const readyPorts = () => ports.filter((_, index) => shops[index]?.isReady());
  return { readyPorts, shops };
}

/** The worker's process. */
export async function startWorker(ground: Ground): Promise<Killable> {
  const options = { cwd: root, env: { ...ground.env, NODE_ENV: "production" }, oneOff: true };
  const worker = killable("worker", (name) =>
    ground.processes.start(name, process.execPath, programArguments("scripts/worker.ts"), options),
  );
  await worker.start();
  return worker;
}

function killable(name: string, run: (name: string) => Started, url?: string): Killable {
  let lives = 0;
  let running: Started | undefined;
  let ready = false;
  const killed = new Set<Started>();
  const ownDeaths: string[] = [];
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    // Not told to the front door beforehand: it meets a dead process, as it would in life.
    if (!running) return;
    killed.add(running);
    running.child.kill(signal);
    await running.exited;
    ready = false;
  };
  return {
    name,
    ownDeaths,
    isReady: () => ready,
    start: async () => {
      lives += 1;
      // A log of its own for each life: the last words before a kill stay readable.
      const life = run(`${name} life ${lives}`);
      running = life;
      void life.exited.then(({ code, signal }) => {
        if (!killed.has(life)) ownDeaths.push(`${name} ended (${signal ?? code}): ${life.lastLines()}`);
      });
      if (url) await waitUntilAnswers(life, url);
      ready = true;
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}
