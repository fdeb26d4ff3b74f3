import "server-only";

/** In bytes: far more than any form of the shop, and than any event of Dojo's. */
export const MOST_BYTES = 64 * 1024;

/** A body, or null when it is larger than that: read no further than the cap, whatever its length header claims. */
export async function readCapped(
  body: AsyncIterable<Uint8Array> | null,
): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
