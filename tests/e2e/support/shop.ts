import {
  type BrowserContext,
  test as base,
  expect,
  type Page,
  type Request,
  type Response,
} from "@playwright/test";
import pg from "pg";
import { leaksIn, notedCanaries } from "../../setup/canaries";
import { emulatorControl, type JournalEntry } from "../../setup/emulator-control";
import { setting } from "../../setup/setting";
import { signedIn } from "./states/people";

export { expect };

export const password = "correct horse battery";

type Fixtures = {
  /** A new shopper, signed in on `page`. */
  shopper: { name: string; email: string };
  /** What the shop's pages wrote to the console as errors, blocked by its policy or thrown: none, unless a test says so. */
  complaints: string[];
  /** Opens a page in a browser of its own, which is watched as well: somebody else's, or the same shopper's phone. */
  elsewhere: () => Promise<Page>;
  watch: Watch;
};

/** What was found, and what is still looked through. */
type Watch = { complaints: string[]; looks: Promise<void>[]; begin: (context: BrowserContext) => void };

export const test = base.extend<Fixtures>({
  watch: async ({ baseURL }, use) => {
    const shop = baseURL ?? "";
    const complaints: string[] = [];
    const looks: Promise<void>[] = [];
    const begin = (context: BrowserContext) => {
      context.on("weberror", (error) => complaints.push(String(error.error())));
      context.on("console", (message) => {
        // What no file of the page's did has no place of its own.
        const place = message.location().url || (message.page()?.url() ?? "");
        const ours = place.startsWith(shop);
        if (message.type() === "error" && ours) complaints.push(message.text());
      });
      context.on("response", (response) => {
        if (isOurText(response, shop)) looks.push(lookThrough(response, complaints));
      });
      context.on("requestfinished", (request) => {
        if (request.isNavigationRequest()) looks.push(readReferer(request, complaints));
      });
    };
    await use({ complaints, looks, begin });
  },
  complaints: [
    async ({ context, watch }, use) => {
      watch.begin(context);
      await use(watch.complaints);
      await Promise.all(watch.looks);
      expect(watch.complaints).toEqual([]);
    },
    { auto: true },
  ],
  elsewhere: async ({ browser, baseURL, javaScriptEnabled, watch }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL, javaScriptEnabled });
      opened.push(context);
      watch.begin(context);
      return context.newPage();
    });
    // What a context has sent can be read as long as it is open.
    await Promise.all(watch.looks);
    for (const context of opened) await context.close();
  },
  shopper: async ({ page }, use) => {
    await use(await signedIn(page));
  },
});

function isOurText(response: Response, baseUrl: string): boolean {
  const isText = /text\/|json|javascript/.test(response.headers()["content-type"] ?? "");
  // The built files are searched where they lie.
  return isText && response.url().startsWith(baseUrl) && !response.url().includes("/_next/static/");
}

/** Whatever the shop sends a browser, in any test. A body that the browser let go of before it was read is none. */
async function lookThrough(response: Response, complaints: string[]): Promise<void> {
  const text = await response.text().catch(() => "");
  complaints.push(...leaksIn(response.url(), text, notedCanaries([password])));
}

/** As it went over the wire, and not as the page began it. */
async function readReferer(request: Request, complaints: string[]): Promise<void> {
  const { referer = "" } = await request.allHeaders().catch(() => ({ referer: "" }));
  const elsewhere = referer !== "" && new URL(referer).origin !== new URL(request.url()).origin;
  if (elsewhere && /[?&](token|csc)=/.test(referer)) complaints.push(`${request.url()} is told ${referer}`);
}

export async function signUp(page: Page, { name, email }: { name: string; email: string }): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-up"));
}

export async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** By the header where it has room for the button, else by the account page. */
export async function signOut(page: Page): Promise<void> {
  const inHeader = page.getByRole("banner").getByRole("button", { name: "Sign out" });
  if (!(await inHeader.isVisible())) {
    await page.goto("/account");
    await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
  } else await inHeader.click();
  await expect(page.getByRole("status").filter({ hasText: "You are signed out." })).toBeVisible();
}

export async function addToBasket(page: Page, product: string, quantity = 1): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: product }).click();
  await page.getByLabel("Quantity").fill(String(quantity));
  await page.getByRole("button", { name: "Add to basket" }).click();
  await page.waitForURL("**/basket");
}

/** Presses "Pay £…" at the checkout and arrives at Dojo's page, which is another site. */
export async function goToDojo(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Pay £/ }).click();
  await page.waitForURL(`${setting("EMULATOR_URL")}/checkout/**`);
}

export const cards = {
  approved: { number: "5200 0000 0000 1005", expiry: "12/29", code: "020" },
  second: { number: "5200 0000 0000 0056", expiry: "12/29", code: "341" },
  declined: { number: "4456 5300 0000 1013", expiry: "12/29", code: "341" },
};

type NewCard = { card?: (typeof cards)["approved"]; save?: boolean };

export async function payWithNewCard(page: Page, { card = cards.approved, save = false }: NewCard = {}) {
  const other = page.getByRole("radio", { name: "Use a new card" });
  if (await other.isVisible()) await other.check();
  await page.getByLabel("Card number").fill(card.number);
  await page.getByLabel("Expiry date").fill(card.expiry);
  await page.getByLabel("Security code").fill(card.code);
  await page.getByLabel("Name on card").fill("A Shopper");
  if (save) await page.getByLabel("Save card for future use").check();
  await page.getByRole("button", { name: /^Pay £/ }).click();
}

/** A whole purchase with a new card, from the shelf to "Payment received". */
export async function buy(page: Page, product: string, payment: NewCard): Promise<void> {
  await addToBasket(page, product);
  await page.goto("/checkout");
  await goToDojo(page);
  await payWithNewCard(page, payment);
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
}

export async function query<Row>(text: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: setting("TEST_DATABASE_URL") });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** The API calls about this shopper's customer, oldest first. */
export async function callsAbout(email: string): Promise<JournalEntry[]> {
  const [link] = await query<{ customerId: string }>(
    `SELECT "customerId" FROM "DojoCustomer" c JOIN "User" u ON u.id = c."userId" WHERE u.email = $1`,
    [email],
  );
  const { journal } = emulatorControl();
  const all: JournalEntry[] = [];
  for (let page = await journal(); page.length > 0; page = await journal(all.at(-1)?.seq)) all.push(...page);
  const about = (entry: JournalEntry) => JSON.stringify(entry).includes(link?.customerId ?? "no customer");
  return all.filter((entry) => entry.operationId !== null && about(entry));
}
