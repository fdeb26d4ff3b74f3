import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { readEnvironment } from "./environment";
import { createEmulator } from "./server";

type Emulator = ReturnType<typeof createEmulator>;

const { port, host, exitWithParent, publicUrl, ...options } = readEnvironment(process.env);
let emulator: Emulator | undefined;

// The port is taken before the data is opened: a second start must not touch the files of the first.
const server = createAdaptorServer({
  fetch: (request, env) =>
    emulator?.app.fetch(request, env as HttpBindings) ?? new Response(null, { status: 503 }),
});

server.on("error", (error: NodeJS.ErrnoException) => {
  const taken = error.code === "EADDRINUSE";
  console.error(
    taken ? `Port ${port} is taken. Set EMULATOR_PORT to another one.` : `Emulator: ${error.message}`,
  );
  process.exit(1);
});

server.listen(port, host, () => {
  const { port: real } = server.address() as AddressInfo;
  const base = `http://${host.includes(":") ? `[${host}]` : host}:${real}`;
  try {
    emulator = createEmulator({ ...options, publicUrl: publicUrl ?? base });
  } catch (error) {
    console.error(`Emulator: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
  console.log(`Dojo emulator on ${base} (no money moves)`);
  process.send?.({ listening: real });
});

const stop = () => {
  server.close();
  emulator?.close();
  process.exit(0);
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);

if (exitWithParent) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
}
