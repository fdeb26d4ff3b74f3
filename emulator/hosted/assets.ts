import type { Hono } from "hono";
import { readAsset } from "../asset";
import type { Env } from "../reply";
import { rulesScript } from "./rules";

const read = (name: string) => readAsset(`hosted/assets/${name}`);

/** The hosted pages' style sheet and their small scripts, from files of their own so that the CSP can be strict. */
export function mountAssets(app: Hono<Env>): void {
  serve("checkout.css", "text/css", read("checkout.css"));
  serve("checkout.js", "text/javascript", read("checkout.js"));
  serve("waiting.js", "text/javascript", read("waiting.js"));
  serve("rules.js", "text/javascript", rulesScript());

  function serve(name: string, type: string, text: string): void {
    app.get(`/assets/${name}`, (c) =>
      c.body(text, 200, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" }),
    );
  }
}
