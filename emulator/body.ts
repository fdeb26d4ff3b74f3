const LIMIT_BYTES = 1024 * 1024;

export const TOO_LARGE = "larger than 1 MiB";

/** The text of a request, or why there is none: an operation that reads no body does not mind. */
export type Body = { text: string } | { unreadable: string };

/** As ASP.NET reads one: UTF-8 and nothing else, a byte order mark skipped, nothing unpacked, at most a mebibyte. */
export async function readBytes(request: Request): Promise<Body> {
  if (!request.body) return { text: "" };
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") return { unreadable: `compressed (${encoding})` };
  try {
    const bytes = await collect(request.body, Number(request.headers.get("content-length") ?? 0));
    if (!bytes) return { unreadable: TOO_LARGE };
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { unreadable: request.signal.aborted ? "cut off" : "not UTF-8" };
  }
}

async function collect(body: ReadableStream<Uint8Array>, announced: number): Promise<Buffer | undefined> {
  if (announced > LIMIT_BYTES) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
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
