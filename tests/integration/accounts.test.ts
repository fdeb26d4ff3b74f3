import { beforeAll, describe, expect, test } from "vitest";
import { findAddress, saveAddress } from "@/lib/account/address";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { emulator, newShopper, openOrder, openShop, orderOf } from "./support";

beforeAll(openShop);

const home = { name: "Zoë 李", line1: "1 Quay Street", city: "Bristol", postcode: "BS1 4DJ" };
const work = { ...home, line1: "2 Dock Road", line2: "Floor 3" };

describe("a delivery address", () => {
  test("is kept, replaced, and its owner's alone", async () => {
    const [ann, bob] = [await newShopper("Ann"), await newShopper("Bob")];
    expect(await findAddress(ann.id)).toBeNull();
    await saveAddress(ann.id, home);
    expect(await findAddress(ann.id)).toEqual(home);
    await saveAddress(ann.id, work);
    expect(await findAddress(ann.id)).toEqual(work);
    expect(await findAddress(bob.id)).toBeNull();
  });

  test("typed after paying goes on the paid order; a later one does not change it", async () => {
    const paid = await openOrder();
    await emulator.pay({ paymentIntentId: paid.intentId, card: "5200000000001005" });
    await settleIntent(paid.intentId);
    const other = await openOrder();
    await saveAddress(paid.shopper.id, home);
    expect((await orderOf(paid.intentId)).deliveryAddress).toEqual(home);
    await saveAddress(paid.shopper.id, work);
    expect((await orderOf(paid.intentId)).deliveryAddress).toEqual(home);
    expect((await orderOf(other.intentId)).deliveryAddress).toBeNull();
  });

  test("goes on no order that is not paid", async () => {
    const { shopper, intentId } = await openOrder();
    await saveAddress(shopper.id, home);
    expect((await orderOf(intentId)).deliveryAddress).toBeNull();
    await db().order.updateMany({ where: { userId: shopper.id }, data: { status: "REFUNDED" } });
    await saveAddress(shopper.id, home);
    expect((await orderOf(intentId)).deliveryAddress).toBeNull();
  });
});
