import type { AddressInfo } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import { ProductionKey, readEnvironment } from "./environment";
import { createHttpServer } from "./http-server";
import { lockFolder } from "./lock";
import { createEmulator } from "./server";

/** Addresses to listen on that no browser can open. */
const ANYWHERE = new Set(["0.0.0.0", "::"]);

const { port, host, exitWithParent, publicUrl, ...options } = orExit(() => readEnvironment(process.env));
let emulator: ReturnType<typeof createEmulator> | undefined;
let unlock = () => {};

// The port is taken before the data is opened: a second start must not touch the files of the first.
const server = createHttpServer(
  (request, env) => emulator?.app.fetch(request, env as HttpBindings) ?? new Response(null, { status: 503 }),
  host,
);

server.on("error", (error: NodeJS.ErrnoException) => {
  const taken = error.code === "EADDRINUSE";
  exit(taken ? `port ${port} is taken. Set EMULATOR_PORT to another one.` : error.message);
});

server.listen(port, host, () => {
  const { port: real } = server.address() as AddressInfo;
  const name = ANYWHERE.has(host) ? "127.0.0.1" : host;
  const base = `http://${name.includes(":") ? `[${name}]` : name}:${real}`;
  emulator = orExit(() => {
    if (options.dataDir !== undefined) unlock = lockFolder(options.dataDir);
    return createEmulator({ ...options, publicUrl: publicUrl ?? base, report: console.error });
  });
  const { seed, holds } = emulator;
  const kept =
    options.dataDir === undefined ? "in memory, gone when this ends" : `${options.dataDir} (${holds})`;
  console.log(`Dojo emulator on ${base} (no money moves)
What happens there: ${base}/_emulator
Data: ${kept}
Chances of faults begin at seed ${seed}; EMULATOR_SEED=${seed} plays them again.`);
  process.send?.({ listening: real });
});

function stop(): never {
  server.close();
  emulator?.close();
  unlock();
  process.exit(0);
}

process.once("SIGTERM", stop);
process.once("SIGINT", stop);

if (exitWithParent) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
}

function orExit<T>(start: () => T): T {
  try {
    return start();
  } catch (error) {
    return exit(
      error instanceof Error ? error.message : String(error),
      error instanceof ProductionKey ? 78 : 1,
    );
  }
}

/** 78: EX_CONFIG, as the shop has it. */
function exit(reason: string, code = 1): never {
  console.error(`Emulator: ${reason}`);
  process.exit(code);
}
