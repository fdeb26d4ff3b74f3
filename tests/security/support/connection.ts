import { once } from "node:events";
import { connect } from "node:net";
import { setting } from "../../setup/setting";

/** A connection to the shop for bytes as they are, which no HTTP client would send, and what was answered so far. */
export function openConnection() {
  const { port } = new URL(setting("SHOP_URL"));
  const socket = connect(Number(port), "127.0.0.1").setNoDelay(true);
  // Being hung up on is an answer too: `destroyed` tells it.
  socket.on("error", () => {});
  let text = "";
  socket.setEncoding("latin1").on("data", (part) => (text += part));
  const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);
  return { socket, statuses, answered: () => text };
}

/** What was answered when the shop has hung up. */
export async function sendBytes(head: string): Promise<string> {
  const { socket, answered } = openConnection();
  socket.end(Buffer.from(`${head}\r\nConnection: close\r\n\r\n`, "latin1"));
  await once(socket, "close");
  return answered();
}
