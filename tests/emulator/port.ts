import type { AddressInfo } from "node:net";
import { createHttpServer } from "../../emulator/http-server";
import type { Dojo } from "./dojo";

/** Puts an in-process emulator on a free port, for what only a real connection can show. */
export async function listen(dojo: Dojo, host = "127.0.0.1") {
  const server = createHttpServer(dojo.app.fetch, "127.0.0.1");
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
