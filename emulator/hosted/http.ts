import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Markup } from "../markup";
import type { Env } from "../reply";
import type { World } from "../world";

const limit = bodyLimit({ maxSize: 64 * 1024, onError: (c) => c.text("The form is too large.", 413) });

/**
 * A hosted page with headers of its own. `form-action` names the merchant's origin because Chromium applies it
 * to the redirect that follows a post.
 */
export function secured(
  c: Context<Env>,
  page: Markup,
  status: ContentfulStatusCode,
  redirectUrl?: string,
): Response | Promise<Response> {
  const target = redirectUrl === undefined ? "" : new URL(redirectUrl).origin;
  // A host may hold a comma or a semicolon, which would end the directive.
  const formTargets = /[,;\s]/.test(target) ? "'self'" : `'self' ${target}`.trim();
  c.header(
    "Content-Security-Policy",
    `default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; form-action ${formTargets}; base-uri 'none'; frame-ancestors 'none'`,
  );
  return c.html(page, status);
}

/** Keeps the link, which is a credential, out of caches and Referer headers, and notes the visit. */
export function heard(world: World): MiddlewareHandler<Env> {
  return async (c, next) => {
    world.clock.runDue();
    const record = world.journal.begin();
    c.header("Cache-Control", "no-store");
    c.header("Referrer-Policy", "no-referrer");
    c.header("X-Content-Type-Options", "nosniff");
    const refused = await limit(c, next);
    if (refused instanceof Response) c.res = refused;
    const url = new URL(c.req.url);
    const posted = c.req.method === "POST" && c.req.bodyCache.text !== undefined;
    record({
      operationId: null,
      method: c.req.method,
      path: url.pathname + url.search,
      status: c.res.status,
      request: posted ? Object.fromEntries(new URLSearchParams(await c.req.text())) : null,
      response: null,
    });
  };
}
