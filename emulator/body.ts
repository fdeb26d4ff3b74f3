import type { Context } from "hono";
import type { Env } from "./reply";

const utf8 = new TextDecoder("utf-8", { fatal: true });
const LIMIT_BYTES = 1024 * 1024;

export const TOO_LARGE = "larger than 1 MiB";

/** The text of a request, or why there is none: an operation that reads no body does not mind. */
type Body = { text: string } | { unreadable: string };

/** As ASP.NET reads one: UTF-8 and nothing else, a byte order mark skipped, nothing unpacked, at most a mebibyte. */
export async function readBytes(c: Context<Env>): Promise<Body> {
  const source = sourceOf(c);
  if (!source) return { text: "" };
  const encoding = c.req.header("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") return { unreadable: `compressed (${encoding})` };
  try {
    const bytes = await collect(source, Number(c.req.header("content-length") ?? 0));
    if (!bytes) return { unreadable: TOO_LARGE };
    return { text: utf8.decode(bytes) };
  } catch {
    return { unreadable: c.req.raw.signal.aborted ? "cut off" : "not UTF-8" };
  }
}

/** The connection itself where there is one: a web stream around it takes longer than the whole call. */
function sourceOf(c: Context<Env>): AsyncIterable<Uint8Array> | null {
  const { incoming } = c.env ?? {};
  if (!incoming) return c.req.raw.body;
  const { "content-length": length, "transfer-encoding": encoding } = incoming.headers;
  const empty = length === undefined && encoding === undefined;
  // A body that is too large is left unread, and its caller still gets an answer.
  return empty ? null : incoming.iterator({ destroyOnReturn: false });
}

async function collect(source: AsyncIterable<Uint8Array>, announced: number): Promise<Buffer | undefined> {
  if (announced > LIMIT_BYTES) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Bodies are kept parsed or not at all: what is not JSON cannot be redacted by field. */
export function parsed(body: Body): unknown {
  if ("unreadable" in body) return `[${body.unreadable}]`;
  return body.text === "" ? null : parseOr(body.text, `[not JSON, ${body.text.length} characters]`);
}

export function parseOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}
