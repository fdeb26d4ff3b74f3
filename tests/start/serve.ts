import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, shopCommand, withoutDotEnv } from "../../scripts/lib/stack.mjs";

type Served = { code: number | null; output: string };
type Environment = Record<string, string | undefined>;

/**
 * Starts the built server itself, without the start script, and returns how it ended: by itself, or by us once it
 * answered that it is ready.
 */
export async function serve(distDir: string, settings: Environment, { dev = false } = {}): Promise<Served> {
  const port = await freePort();
  const { command, args, cwd, env } = shopCommand({ port, distDir, dev });
  const server = spawn(command, args, {
    cwd,
    env: { ...withoutDotEnv(), PATH: process.env.PATH, ...settings, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding("utf8").on("data", (part) => (output += part));
  const closed = new Promise<number | null>((resolve) => server.once("close", resolve));
  const isOver = () => server.exitCode !== null || server.signalCode !== null;
  while (!isOver() && !(await isReady(port))) await Promise.race([closed, sleep(100)]);
  if (!isOver()) server.kill("SIGTERM");
  return { code: await closed, output };
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`, {
    headers: { connection: "close" },
  }).catch(() => null);
  return answer?.status === 200;
}
