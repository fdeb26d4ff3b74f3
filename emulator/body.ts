const LIMIT_BYTES = 1024 * 1024;

/** The body as text, or undefined when it is over the limit. */
export async function readText(request: Request): Promise<string | undefined> {
  if (!request.body) return "";
  if (Number(request.headers.get("content-length") ?? 0) > LIMIT_BYTES) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Bodies are kept parsed or not at all: what is not JSON cannot be redacted by field. */
export function parsed(text: string | undefined): unknown {
  if (text === undefined) return "[too large]";
  return text === "" ? null : parseOr(text, `[not JSON, ${text.length} characters]`);
}

export function parseOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}
