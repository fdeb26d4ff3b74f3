import { connect } from "node:net";
import { setting } from "../../setup/setting";

/** Bytes as they are, which no HTTP client would send; the first line of the answer, or "" when there is none. */
export function rawRequest(head: string, body = ""): Promise<string> {
  const { hostname, port } = new URL(setting("SHOP_URL"));
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname);
    let text = "";
    socket.setEncoding("latin1").on("data", (part) => (text += part));
    socket.once("close", () => resolve(text.split("\r\n", 1)[0] ?? ""));
    socket.once("error", reject);
    socket.end(Buffer.from(`${head}\r\nConnection: close\r\n\r\n${body}`, "latin1"));
  });
}
