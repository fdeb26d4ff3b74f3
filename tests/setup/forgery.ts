/** Well-formed, and no secret's. */
export const FORGED = `sha256=${Array.from({ length: 32 }, () => "AB").join("-")}`;

/** A delivery as bytes for a socket, its signature wrong. */
export function forgery(signature = FORGED): string {
  return `POST /api/webhooks/dojo HTTP/1.1\r\nHost: shop\r\ndojo-signature: ${signature}\r\nContent-Length: 2\r\n\r\n{}`;
}
