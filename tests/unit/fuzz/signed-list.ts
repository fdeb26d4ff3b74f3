import { createHmac } from "node:crypto";
import { keyFor } from "@/lib/keys";
import "../shop-settings";

/** Any text with the signature that a list of cards would have. */
export function signedList(text: string): string {
  const payload = Buffer.from(text).toString("base64url");
  const signature = createHmac("sha256", keyFor("card-list")).update(payload).digest("base64url");
  return `${payload}.${signature}`;
}
