import { cookieName } from "@/lib/auth/cookies";
import { sealSession } from "@/lib/auth/session-token";
import { totalsOf } from "@/lib/basket/totals";
import { opaqueId } from "@/lib/ids";
import type { Ground } from "./ground";

export type TestShopper = { id: string; name: string; email: string; basketId: string; cookie: string };
export type Lines = Readonly<Record<string, number>>;

/** An account and its basket, straight in the database, already signed in: hashing passwords is not what is tested. */
export async function newShopper({ sql }: Ground, name = "Ada Shopper"): Promise<TestShopper> {
  const [id, basketId] = [opaqueId(), opaqueId()];
  const email = `${id}@example.com`;
  await sql.query(
    `WITH someone AS (INSERT INTO "User" (id, email, name, "passwordHash") VALUES ($1, $2, $3, 'none') RETURNING id)
     INSERT INTO "Basket" (id, "userId") SELECT $4, id FROM someone`,
    [id, email, name, basketId],
  );
  const session = await sealSession({ id, name, sessionVersion: 1 });
  return { id, name, email, basketId, cookie: `${cookieName("session")}=${session}` };
}

/** Fills the basket with exactly these goods and returns what the pay button would say, in pence. */
export async function fillBasket({ sql }: Ground, shopper: TestShopper, lines: Lines): Promise<number> {
  const wanted = Object.entries(lines);
  const { rows } = await sql.query<{ quantity: number; unitMinor: number }>(
    `WITH emptied AS (DELETE FROM "BasketLine" WHERE "basketId" = $1 AND NOT "productId" = ANY($2::text[])),
      filled AS (
        INSERT INTO "BasketLine" ("basketId", "productId", quantity)
        SELECT $1, wanted.id, wanted.quantity FROM unnest($2::text[], $3::int[]) AS wanted(id, quantity)
        ON CONFLICT ("basketId", "productId") DO UPDATE SET quantity = excluded.quantity
        RETURNING "productId", quantity)
     SELECT quantity, "priceMinor" AS "unitMinor" FROM filled JOIN "Product" ON id = "productId"`,
    [shopper.basketId, wanted.map(([id]) => id), wanted.map(([, quantity]) => quantity)],
  );
  return totalsOf(rows).totalMinor;
}

export type PayForm = { clickToken: string; shownTotal: number };

export const payForm = (shownTotal: number): PayForm => ({ clickToken: opaqueId(), shownTotal });

export type Answer =
  | { kind: "link"; link: string; intentId: string; customerId: string | null }
  | { kind: "order"; number: string }
  | { kind: "problem"; problem: string }
  /** No answer of the shop's: its process died, or the front door found none alive. */
  | { kind: "trouble"; what: string };

/** Presses the pay button in a browser without scripts; `more` are other fields of the form. */
export async function pressPay(
  ground: Ground,
  shopper: TestShopper,
  form: PayForm,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { clickToken, shownTotal } = form;
  const body = new URLSearchParams({ clickToken, shownTotal: String(shownTotal), card: "new", ...more });
  const response = await post(ground, shopper, "/checkout/pay", body);
  return typeof response === "string" ? { kind: "trouble", what: response } : readAnswer(ground, response);
}

/** A form post of the shop's own page; in words when no whole answer came. */
export async function post(
  { env }: Ground,
  shopper: TestShopper,
  path: string,
  body: URLSearchParams | FormData,
): Promise<Response | string> {
  const headers = { cookie: shopper.cookie, origin: env.SHOP_URL ?? "", "sec-fetch-site": "same-origin" };
  try {
    const response = await fetch(`${env.SHOP_URL}${path}`, {
      method: "POST",
      redirect: "manual",
      headers,
      body,
    });
    await response.arrayBuffer();
    return response;
  } catch (error) {
    return error instanceof Error ? String(error.cause ?? error) : String(error);
  }
}

/** What a page says to this shopper, or in words why there is none. */
export async function read({ env }: Ground, shopper: TestShopper, path: string) {
  try {
    const headers = { cookie: shopper.cookie };
    const response = await fetch(`${env.SHOP_URL}${path}`, { redirect: "manual", headers });
    const location = response.headers.get("location") ?? undefined;
    return { status: response.status, location, html: await response.text() };
  } catch (error) {
    return { status: 0, html: String(error) };
  }
}

function readAnswer({ env }: Ground, response: Response): Answer {
  const location = response.headers.get("location");
  if (response.status !== 303 || !location) return { kind: "trouble", what: `status ${response.status}` };
  const url = new URL(location);
  if (url.origin === env.DOJO_CHECKOUT_ORIGIN) {
    const intentId = url.pathname.split("/").at(-1) ?? "";
    return { kind: "link", link: location, intentId, customerId: url.searchParams.get("cid") };
  }
  const [, place = "", number = ""] = url.pathname.split("/");
  if (place === "orders") return { kind: "order", number };
  return { kind: "problem", problem: url.searchParams.get("problem") ?? location };
}
