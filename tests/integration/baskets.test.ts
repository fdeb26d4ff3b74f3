import { beforeAll, describe, expect, test } from "vitest";
import { addToBasket, changeQuantity, removeFromBasket } from "@/lib/basket/change-basket";
import { mergeGuestBasket } from "@/lib/basket/merge-baskets";
import { ensureUserBasket } from "@/lib/basket/owner";
import { viewBasket } from "@/lib/basket/view-basket";
import { db } from "@/lib/db/client";
import { opaqueId } from "@/lib/ids";
import { basketOf, newShopper, openShop } from "./support";

beforeAll(openShop);

async function guestBasket(lines: Record<string, number>): Promise<string> {
  const id = opaqueId();
  const data = Object.entries(lines).map(([productId, quantity]) => ({ productId, quantity }));
  await db().basket.create({ data: { id, lines: { create: data } } });
  return id;
}

describe("putting things in", () => {
  test("adds up, up to the stock and no further", async () => {
    const shopper = await newShopper();
    const ensure = () => ensureUserBasket(shopper.id);
    expect(await addToBasket(ensure, "vase", 1)).toBeNull();
    expect(await addToBasket(ensure, "vase", 1)).toBeNull();
    expect(await addToBasket(ensure, "vase", 1)).toBe("stock");
    expect(await basketOf(shopper)).toEqual({ vase: 2 });
  });

  test("from two tabs at once loses neither", async () => {
    const shopper = await newShopper();
    const ensure = () => ensureUserBasket(shopper.id);
    await Promise.all(Array.from({ length: 8 }, () => addToBasket(ensure, "mug", 1)));
    expect(await basketOf(shopper)).toEqual({ mug: 8 });
  });

  test("an unknown product makes no basket", async () => {
    const shopper = await newShopper();
    expect(await addToBasket(() => ensureUserBasket(shopper.id), "no-such-thing", 1)).toBe("unknown-product");
    expect(await db().basket.count({ where: { userId: shopper.id } })).toBe(0);
  });

  test("somebody else's lines cannot be changed or removed", async () => {
    const [shopper, other] = [await newShopper(), await newShopper()];
    await addToBasket(() => ensureUserBasket(shopper.id), "mug", 1);
    await changeQuantity({ userId: other.id }, "mug", 5);
    await removeFromBasket({ userId: other.id }, "mug");
    expect(await basketOf(shopper)).toEqual({ mug: 1 });
  });
});

describe("a stranger's basket at sign-in", () => {
  test("joins the shopper's, adding up, and is gone", async () => {
    const shopper = await newShopper();
    await addToBasket(() => ensureUserBasket(shopper.id), "mug", 2);
    const guest = await guestBasket({ mug: 1, bowl: 4 });
    await mergeGuestBasket(guest, shopper.id);
    expect(await basketOf(shopper)).toEqual({ mug: 3, bowl: 4 });
    expect(await viewBasket({ id: guest, userId: null })).toMatchObject({ lines: [], totalMinor: 0 });
  });

  test("is added once when two tabs sign in together", async () => {
    const shopper = await newShopper();
    const guest = await guestBasket({ mug: 1 });
    await Promise.all([mergeGuestBasket(guest, shopper.id), mergeGuestBasket(guest, shopper.id)]);
    expect(await basketOf(shopper)).toEqual({ mug: 1 });
  });

  test("cannot be another account's basket", async () => {
    const [shopper, other] = [await newShopper(), await newShopper()];
    await addToBasket(() => ensureUserBasket(other.id), "mug", 2);
    await mergeGuestBasket(await ensureUserBasket(other.id), shopper.id);
    expect(await basketOf(other)).toEqual({ mug: 2 });
    expect(await basketOf(shopper)).toEqual({});
  });
});
