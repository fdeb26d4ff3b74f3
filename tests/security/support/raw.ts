import { type OutgoingHttpHeaders, request } from "node:http";
import { Readable } from "node:stream";
import { setting } from "../../setup/setting";

type Raw = {
  shopUrl?: string;
  method?: string;
  headers?: OutgoingHttpHeaders;
  /** A stream has no length that could be read from a header. */
  body?: string | Buffer | Readable;
};

export type RawAnswer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
};

/** What no client library would send: headers twice, whole addresses, another Host, bytes that are no text. */
export function sendRaw(path: string, { shopUrl = setting("SHOP_URL"), body, ...rest }: Raw = {}) {
  const { hostname, port } = new URL(shopUrl);
  return new Promise<RawAnswer>((resolve, reject) => {
    // A connection of its own: whoever is hung up on must not take the next request along.
    const asked = request({ host: hostname, port, path, agent: false, ...rest });
    let answered = false;
    asked.on("response", (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      const finish = () => {
        asked.destroy();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        });
      };
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("close", finish);
      response.on("error", finish);
    });
    asked.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: "" });
    });
    asked.on("error", (error) => {
      if (!answered) reject(error);
    });
    if (body instanceof Readable) body.on("error", () => asked.destroy()).pipe(asked);
    else asked.end(body);
  });
}
