import type { Hono } from "hono";
import { readAsset } from "../asset";
import type { Env } from "../reply";

/** The hosted pages' style sheet and their small script, from files of their own so that the CSP can be strict. */
export function mountAssets(app: Hono<Env>): void {
  const files = { "checkout.css": "text/css", "checkout.js": "text/javascript" };
  for (const [name, type] of Object.entries(files)) {
    const text = readAsset(`hosted/assets/${name}`);
    app.get(`/assets/${name}`, (c) =>
      c.body(text, 200, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" }),
    );
  }
}
