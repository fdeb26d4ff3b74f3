import { nextProgram, nextSettings } from "./build.mjs";
import { root } from "./root.mjs";
import { waitUntilAnswers } from "./wait-until-answers.mjs";

/** How the shop's server is run: what every start, and every test of the built server, has in common. */
export function shopCommand({ port, distDir, dev = false }) {
  const mode = dev ? "development" : "production";
  return {
    command: process.execPath,
    args: [nextProgram, dev ? "dev" : "start", "-p", String(port)],
    cwd: root,
    env: { ...nextSettings(distDir), NODE_ENV: mode, PORT: String(port) },
  };
}

/** Starts the shop and returns once it really answers, with its database behind it. */
export async function startShop(processes, { name = "shop", port, distDir, dev = false, env, onLine }) {
  const { command, args, ...options } = shopCommand({ port, distDir, dev });
  // A shop at localhost is this machine's own affair; any other address is served to whoever can reach it.
  const listen = new URL(env.SHOP_URL).hostname === "localhost" ? ["-H", "127.0.0.1"] : [];
  const entry = processes.start(name, command, [...args, ...listen], {
    ...options,
    env: { ...env, ...options.env },
    onLine,
  });
  const timeoutMs = dev ? 180_000 : 60_000;
  await waitUntilAnswers(entry, `http://127.0.0.1:${port}/api/health/ready`, { timeoutMs });
}
