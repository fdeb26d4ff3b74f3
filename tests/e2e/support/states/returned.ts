import { expect, type Page } from "@playwright/test";
import { emulatorControl } from "../../../setup/emulator-control";
import { signedIn } from "./people";
import { returnPath, startOrder } from "./purchases";
import type { State } from "./state";
import { wallets } from "./wallets";

const VISA = "4456530000001096";
const DECLINED = "4456530000001013";

/** "Checking" looks again by itself. Unanswered, it stays as it is to be looked at; an odd answer would reload it. */
async function openAndHold(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.route("**/checkout/return**", () => {});
}

type Happening = { pay?: { card?: string }; query?: string; stranger?: true };

const returnedAfter = (name: string, { pay, query = "", stranger }: Happening, heading: string): State => ({
  name,
  arrange: async (page) => {
    const order = await startOrder(page, await signedIn(page));
    if (pay) await emulatorControl().pay({ paymentIntentId: order.intentId, ...pay });
    if (stranger) await page.context().clearCookies();
    await openAndHold(page, `${returnPath(order)}${query}`);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  },
});

export const returned: State[] = [
  returnedAfter("return-received", { pay: {} }, "Payment received"),
  {
    name: "return-received-card-saved",
    arrange: async (page) => {
      const person = await wallets.one(page);
      const order = await startOrder(page, person);
      await emulatorControl().pay({ paymentIntentId: order.intentId, card: VISA, saveCard: true });
      await page.goto(returnPath(order));
      await expect(page.getByText("Saved. Make it your preferred card?")).toBeVisible();
    },
  },
  returnedAfter("return-received-stranger", { pay: {}, stranger: true }, "Payment received"),
  returnedAfter("return-not-completed", { pay: { card: DECLINED } }, "Payment not completed"),
  returnedAfter("return-cancelled", { query: "&cancelled=1" }, "Payment cancelled"),
  returnedAfter("return-checking", {}, "Checking your payment"),
  returnedAfter("return-checking-long", { query: "&poll=10" }, "Checking your payment"),
];
