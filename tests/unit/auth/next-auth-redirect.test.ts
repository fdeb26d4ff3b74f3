import { expect, test } from "vitest";
import { authOptions } from "@/lib/auth/options";
import { settings } from "../shop-settings";

const leadsTo = (posted: unknown) =>
  authOptions().callbacks?.redirect?.({ url: posted as string, baseUrl: settings.SHOP_URL });

const texts: unknown[] = ["https://evil.example", "//evil.example"];
const others: unknown[] = [7, true, [], ["/orders"], {}, { toString: false }, null, undefined];

// next-auth passes on what a JSON body has as `callbackUrl`, and answers 500 when its callback throws.
test.each([...texts, ...others].map((posted) => ({ posted })))(
  "$posted leads to the front page",
  async ({ posted }) => {
    expect(await leadsTo(posted)).toBe(`${settings.SHOP_URL}/`);
  },
);

test.each(["/orders?page=2", `${settings.SHOP_URL}/orders?page=2`])(
  "%s stays in the shop",
  async (posted) => {
    expect(await leadsTo(posted)).toBe(`${settings.SHOP_URL}/orders?page=2`);
  },
);
