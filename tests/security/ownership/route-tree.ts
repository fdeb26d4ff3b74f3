import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { root } from "../../../scripts/lib/stack.mjs";

/** Everything that app/ answers, by the names that the matrix uses: `GET /orders`, `POST /sign-out`, `basket removeAction`. */
export function routeTree(): string[] {
  const files = readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" });
  return files.map((file) => file.replaceAll(sep, "/")).flatMap(offersOf);
}

function offersOf(file: string): string[] {
  const folder = posix.dirname(file) === "." ? "" : posix.dirname(file);
  const name = posix.basename(file);
  const text = /\.tsx?$/.test(name) ? readFileSync(join(root, "app", file), "utf8") : "";
  if (name === "page.tsx") return [`GET /${folder}`];
  if (name === "route.ts") return methodsIn(text).map((method) => `${method} /${folder}`);
  if (/["']use server["']/.test(text))
    return [...text.matchAll(/export async function (\w+)/g)].map(([, action]) => `${folder} ${action}`);
  return folder === "" && name in METADATA ? [`GET ${METADATA[name as keyof typeof METADATA]}`] : [];
}

function methodsIn(text: string): string[] {
  const exported = /export (?:async function|function|const) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g;
  return [...text.matchAll(exported)].flatMap(([, method]) => method ?? []);
}

const METADATA = {
  "robots.ts": "/robots.txt",
  "sitemap.ts": "/sitemap.xml",
  "manifest.ts": "/manifest.webmanifest",
};
