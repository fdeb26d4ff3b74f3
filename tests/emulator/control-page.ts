import { vi } from "vitest";
import { API_KEY, APPROVED, type Dojo, shopper, startDojo } from "./dojo";

/** Where a real browser is: the guard compares it with what a form says. */
const ORIGIN = "http://127.0.0.1:4000";

export type Page = { status: number; path: string; html: string; headers: Headers };

/**
 * A developer's browser without JavaScript on the control pages: it opens addresses and presses buttons by
 * their accessible name, sending what the button's form holds and following the redirect.
 */
export function developer(dojo: Dojo) {
  async function open(path: string): Promise<Page> {
    const response = await dojo.app.request(`${ORIGIN}${path}`);
    return { status: response.status, path, html: await response.text(), headers: response.headers };
  }

  async function press(page: Page, button: string, typed: Record<string, string> = {}): Promise<Page> {
    const { action, fields } = findButton(page.html, button);
    const response = await dojo.app.request(`${ORIGIN}${action.replace(/#.*/, "")}`, {
      method: "POST",
      body: new URLSearchParams({ ...fields, ...typed }),
      headers: { origin: ORIGIN, "sec-fetch-site": "same-origin" },
    });
    const to = response.headers.get("location");
    if (response.status !== 303 || to === null) {
      return {
        status: response.status,
        path: action,
        html: await response.text(),
        headers: response.headers,
      };
    }
    return { ...(await open(to.replace(/#.*/, ""))), path: to };
  }

  return { open, press };
}

/** What a stranger may write into any text field. */
export const HOSTILE = `<script>alert(1)</script>"'&`;

/** A shop in the middle of a day: a paid and a declined intent, a webhook that fails, a fault. */
export async function busyShop() {
  const dojo = startDojo({ fetch: vi.fn(async () => new Response(null, { status: 500 })) });
  const subscription = await dojo.call("POST", "/webhooks", {
    events: ["payment_intent.created", "payment_intent.status_updated"],
    url: "https://shop.example/hook?a=1&b=2",
  });
  const customerId = await dojo.customer({ name: `Ann ${HOSTILE}`, emailAddress: "ann@example.com" });
  const secret = await dojo.secret(customerId);
  const customer = { id: customerId, secret };
  const paid = await dojo.intent({ customer, reference: "Paid 1" });
  await shopper(dojo).submit(paid.paymentLink, { ...APPROVED, saveCard: "yes" });
  const unpaid = await dojo.intent({
    customer,
    paymentMethods: ["SavedCard", "Card"],
    reference: `Open ${HOSTILE}`,
    description: API_KEY,
  });
  await dojo.control("POST", "pay", { paymentIntentId: unpaid.id, card: "4456530000001013" });
  await dojo.control("PUT", "faults", [{ operation: "Customers_Update", kind: "status", status: 503 }]);
  const webhookSecret: string = subscription.body.secrets[0].value;
  return { dojo, ...developer(dojo), customerId, secret, webhookSecret, paid, unpaid };
}

export type Shop = Awaited<ReturnType<typeof busyShop>>;

/** What the last form led to, with the section that says so and whether it was refused. */
export function noticeOf(html: string): { place: string; text: string; refused: boolean } {
  const notices = [...html.matchAll(/<p class="notice (\w+)" id="notice" role="(\w+)"[^>]*>([^<]*)</g)];
  const [, kind, role, text = ""] = notices[0] ?? [];
  if (notices.length !== 1) throw new Error(`There are ${notices.length} notices.`);
  if (role !== (kind === "refused" ? "alert" : "status")) throw new Error(`${kind} as ${role}`);
  const sections = [...html.matchAll(/<section id="(\w+)"[\s\S]*?<\/section>/g)];
  const place = sections.find(([whole]) => whole.includes('id="notice"'))?.[1] ?? "top";
  return { place, text: readable(text), refused: kind === "refused" };
}

/** The part of a page with this id, to look for something where it belongs. */
export function sectionOf(html: string, id: string): string {
  const found = html.match(new RegExp(`<section id="${id}"[\\s\\S]*?</section>`))?.[0];
  if (found === undefined) throw new Error(`There is no section ${id}.`);
  return found;
}

function findButton(html: string, name: string): { action: string; fields: Record<string, string> } {
  const buttons = [...html.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)];
  const found = buttons.find(([, attributes = "", text = ""]) => {
    return (attribute(attributes, "aria-label") ?? text.replace(/<[^>]*>/g, "")) === name;
  });
  if (!found) throw new Error(`There is no button ${name}.`);
  const own = found[1] ?? "";
  const forms = [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)];
  const id = attribute(own, "form");
  const form = forms.find(([whole, attributes = ""]) =>
    id === undefined ? whole.includes(found[0]) : attribute(attributes, "id") === id,
  );
  if (!form) throw new Error(`The button ${name} is in no form.`);
  const inputs = [...(form[2] ?? "").matchAll(/<input([^>]*)>/g)].map(([, attributes = ""]) => attributes);
  const hidden = inputs.filter((attributes) => attribute(attributes, "type") === "hidden");
  const pairs = [...hidden, own].map((each) => [attribute(each, "name"), attribute(each, "value") ?? ""]);
  return {
    action: attribute(form[1] ?? "", "action") ?? "",
    fields: Object.fromEntries(pairs.filter(([field]) => field !== undefined)),
  };
}

function attribute(attributes: string, name: string): string | undefined {
  const written = attributes.match(new RegExp(`(?:^|\\s)${name}="([^"]*)"`))?.[1];
  return written === undefined ? undefined : readable(written);
}

function readable(markup: string): string {
  return markup
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
