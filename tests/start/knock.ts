import { createConnection } from "node:net";
import { Client } from "pg";

/** Whether anything listens there. */
export function portIsOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 2_000 });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}

/** What PostgreSQL, or the driver on its question, says to somebody who would come in. */
export async function refusalOf(who: { port: number; user: string; password: string }): Promise<string> {
  const client = new Client({ host: "127.0.0.1", database: "shop", ...who });
  try {
    await client.connect();
    return "welcome";
  } catch (error) {
    return String(error);
  } finally {
    await client.end();
  }
}
