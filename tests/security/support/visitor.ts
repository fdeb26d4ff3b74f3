import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/lib/stack.mjs";
import { setting } from "../../setup/setting";

export type Fields = Record<string, string>;
export type Answer = { status: number; headers: Headers; text: string; goesTo: string | null };

/** Somebody at the shop with cookies of their own and no browser: sends what a browser would, or what it never would. */
export function visitor(shopUrl = setting("SHOP_URL")) {
  const jar = new Map<string, string>();

  async function send(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers({ origin: shopUrl, ...Object.fromEntries(new Headers(init.headers)) });
    if (jar.size > 0 && !headers.has("cookie")) headers.set("cookie", cookies());
    for (const [name, value] of [...headers]) if (value === "(none)") headers.delete(name);
    const response = await fetch(shopUrl + path, { ...init, headers, redirect: "manual" });
    const text = await response.text();
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      const value = pair.slice(pair.indexOf("=") + 1);
      if (value && !/max-age=0/i.test(cookie)) jar.set(name, value);
      else jar.delete(name);
    }
    const goesTo =
      response.headers.get("location") ?? response.headers.get("x-action-redirect")?.split(";")[0] ?? null;
    return { status: response.status, headers: response.headers, text, goesTo };
  }

  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const get = (path: string, headers: HeadersInit = {}) => send(path, { headers });
  const post = (path: string, fields: Fields, headers: HeadersInit = {}) =>
    send(path, { method: "POST", body: new URLSearchParams(fields), headers });

  /** Calls a server action by its id, as React's client does: no page has to offer it. */
  const act = (action: Action, fields: Fields | FormData, headers: HeadersInit = {}) => {
    const body = new FormData();
    const entries = fields instanceof FormData ? [...fields] : Object.entries(fields);
    for (const [name, value] of entries) body.append(`_1_${name}`, value);
    body.append("0", JSON.stringify(action.keepsState ? [null, "$K1"] : ["$K1"]));
    return send(action.path, { method: "POST", body, headers: { "next-action": action.id, ...headers } });
  };

  /** Sends the form of a page as a browser without scripts does; the first one that holds `having`. */
  const submit = async (path: string, fields: Fields, having = "", headers: HeadersInit = {}) => {
    const { text } = await get(path);
    const form = (text.match(/<form[\s\S]*?<\/form>/g) ?? []).find(
      (html) => html.includes(having) && /name="\$ACTION/.test(html),
    );
    if (!form) throw new Error(`${path} holds no form with ${having}`);
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...hiddenFields(form), ...fields }))
      body.append(name, value);
    return send(path, { method: "POST", body, headers });
  };

  return { shopUrl, jar, cookies, send, get, post, act, submit };
}

export type Visitor = ReturnType<typeof visitor>;

export function hiddenFields(html: string): Fields {
  const inputs = html.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  return Object.fromEntries(
    inputs.map((input) => [attribute(input, "name"), attribute(input, "value")] as const),
  );
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}

export type Action = { file: string; name: string; id: string; path: string; keepsState: boolean };

/** Every server action of the build, with a page that can be asked for it. */
export function actions(): Action[] {
  const file = join(root, setting("TEST_DIST_DIR"), "server/server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as {
    node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
  };
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    file: filename,
    name: exportedName,
    id,
    path: `/${Object.keys(workers)[0] ?? ""}`.replace(/^\/app/, "").replace(/\/page$/, "") || "/",
    // Next writes into the id which arguments an action takes: one alone is a form.
    keepsState: !id.startsWith("40"),
  }));
}

export function action(name: string): Action {
  const found = actions().find((one) => one.name === name || `${one.file} ${one.name}` === name);
  if (!found) throw new Error(`there is no action ${name}`);
  return found;
}
