import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { addressTag, findAddress, saveAddress } from "@/lib/account/address";
import { changeDetails } from "@/lib/account/change-details";
import { changePassword } from "@/lib/account/change-password";
import { endSessions } from "@/lib/account/end-sessions";
import { makeResetToken, resetPassword } from "@/lib/account/password-reset";
import { checkCredentials } from "@/lib/auth/check-credentials";
import type { Shopper } from "@/lib/auth/session";
import { settleIntent } from "@/lib/checkout/settle-order";
import { tellDojo } from "@/lib/customers/tell-dojo";
import { db } from "@/lib/db/client";
import {
  emulator,
  linkFor,
  newShopper,
  openOrder,
  openShop,
  orderOf,
  pressPay,
  putInBasket,
} from "./support";

beforeAll(openShop);
afterEach(() => emulator.clearFaults());

const currentPassword = "correct horse battery";
const read = ({ id }: Shopper) => db().user.findUniqueOrThrow({ where: { id } });

const home = { name: "Zoë 李", line1: "1 Quay Street", city: "Bristol", postcode: "BS1 4DJ" };
const work = { ...home, line1: "2 Dock Road", line2: "Floor 3" };

async function nameAtDojo(shopper: Shopper) {
  const claim = await db().dojoCustomer.findFirst({ where: { userId: shopper.id } });
  return (await emulator.state()).customers.find(({ id }) => id === claim?.customerId)?.name;
}

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

  test("typed while an order without one is being paid goes on it when it is", async () => {
    const { shopper, intentId } = await openOrder();
    await saveAddress(shopper.id, home);
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    expect((await orderOf(intentId)).deliveryAddress).toEqual(home);
  });

  test("that is another than the page showed is asked about again before anything is paid", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await saveAddress(shopper.id, home);
    const stale = addressTag({ ...home, city: "Elsewhere" });
    expect(await pressPay(shopper, { shownAddress: stale })).toEqual({
      kind: "problem",
      problem: "address-changed",
    });
    expect(await db().order.count({ where: { userId: shopper.id } })).toBe(0);
    const shown = addressTag(await findAddress(shopper.id));
    expect(await pressPay(shopper, { shownAddress: shown })).toMatchObject({ kind: "link" });
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

describe("name and email", () => {
  test("are changed, the email with the current password only", async () => {
    const shopper = await newShopper();
    const details = { name: "👩‍👩‍👧 עדה", email: `new-${shopper.email}` };
    expect(await changeDetails(shopper, details)).toBe("password-missing");
    expect(await changeDetails(shopper, { ...details, currentPassword: "wrong" })).toBe("password-wrong");
    expect(await read(shopper)).toMatchObject({ name: shopper.name, email: shopper.email });
    expect(await changeDetails(shopper, { ...details, currentPassword })).toBeNull();
    expect(await read(shopper)).toMatchObject(details);
    expect(await changeDetails({ ...shopper, ...details }, { ...details, name: "Ada" })).toBeNull();
    expect(await read(shopper)).toMatchObject({ ...details, name: "Ada" });
  });

  test("an email of another account is refused and nothing is changed", async () => {
    const [ann, bob] = [await newShopper("Ann"), await newShopper("Bob")];
    const taken = { name: "Changed", email: ann.email, currentPassword };
    expect(await changeDetails(bob, taken)).toBe("email-taken");
    expect(await read(bob)).toMatchObject({ name: "Bob", email: bob.email });
  });

  test("an email that two accounts ask for at once goes to one of them", async () => {
    const [ann, bob] = [await newShopper("Ann"), await newShopper("Bob")];
    const email = `wanted-${ann.email}`;
    const results = await Promise.all(
      [ann, bob].map((user) => changeDetails(user, { name: user.name, email, currentPassword })),
    );
    expect(results.sort()).toEqual(["email-taken", null]);
  });

  test("are told to Dojo when a customer is linked, and only then", async () => {
    const { shopper } = await openOrder();
    await changeDetails(shopper, { name: "Ada King", email: `k-${shopper.email}`, currentPassword });
    const calls = await emulator.callsDuring(() => tellDojo(shopper.id));
    expect(calls.map(({ operationId, status }) => [operationId, status])).toEqual([
      ["Customers_Update", 200],
    ]);
    const claim = await db().dojoCustomer.findFirstOrThrow({ where: { userId: shopper.id } });
    const { customers } = await emulator.state();
    expect(customers.find(({ id }) => id === claim.customerId)).toMatchObject({
      name: "Ada King",
      emailAddress: `k-${shopper.email}`,
      vatNumber: claim.marker,
    });
    const stranger = await newShopper();
    expect(await emulator.callsDuring(() => tellDojo(stranger.id))).toEqual([]);
  });

  test("end at Dojo as they end here, also when a slow call is overtaken", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await linkFor(shopper);
    const rename = async (name: string) => {
      await db().user.update({ where: { id: shopper.id }, data: { name } });
      await tellDojo(shopper.id);
    };
    await emulator.faults([{ operation: "Customers_Update", kind: "delay", delayMs: 1_000 }]);
    const slow = rename("First Name");
    await vi.waitFor(async () =>
      expect((await db().user.findUniqueOrThrow({ where: { id: shopper.id } })).name).toBe("First Name"),
    );
    await Promise.all([slow, rename("Second Name")]);
    expect(await nameAtDojo(shopper)).toBe("Second Name");
  });

  test("changed while the customer is being made reach it all the same", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await emulator.faults([{ operation: "Customers_Create", kind: "delay", delayMs: 1_000 }]);
    const pressed = linkFor(shopper);
    await vi.waitFor(async () =>
      expect(await db().dojoCustomer.count({ where: { userId: shopper.id, state: "SENT" } })).toBe(1),
    );
    await db().user.update({ where: { id: shopper.id }, data: { name: "Changed Meanwhile" } });
    await pressed;
    expect(await nameAtDojo(shopper)).toBe("Changed Meanwhile");
  });

  test("whoever knows the old password only cannot move the email past a new one", async () => {
    for (let round = 0; round < 8; round += 1) {
      const shopper = await newShopper();
      const token = await makeResetToken(shopper.email);
      const [problem, reset] = await Promise.all([
        changeDetails(shopper, {
          name: shopper.name,
          email: `evil-${shopper.email}`,
          currentPassword: "correct horse battery",
        }),
        resetPassword(token, { newPassword: "another horse battery" }),
      ]);
      expect([problem, reset]).not.toEqual([null, true]);
    }
  });

  test("stay saved when Dojo cannot be told", async () => {
    const { shopper } = await openOrder();
    await emulator.faults([{ operation: "Customers_Update", kind: "status", status: 503, phase: "before" }]);
    await changeDetails(shopper, { name: "Ada King", email: shopper.email });
    await tellDojo(shopper.id);
    expect(await read(shopper)).toMatchObject({ name: "Ada King" });
  });
});

describe("a changed password", () => {
  test("opens the account, the former one does not, and older sessions end", async () => {
    const shopper = await newShopper();
    const before = await read(shopper);
    const identity = await changePassword(shopper, { currentPassword, newPassword: "a new long secret" });
    expect(identity).toMatchObject({ sessionVersion: before.sessionVersion + 1 });
    expect(await checkCredentials({ email: shopper.email, password: "a new long secret" })).toEqual(identity);
    expect(await checkCredentials({ email: shopper.email, password: currentPassword })).toBe("wrong");
  });

  test("needs the current one, and changes once when two tabs press at the same moment", async () => {
    const shopper = await newShopper();
    const change = (current: string, next: string) =>
      changePassword(shopper, { currentPassword: current, newPassword: next });
    expect(await change("wrong", "a new long secret")).toBe("password-wrong");
    const results = await Promise.all([
      change(currentPassword, "secret of tab 1"),
      change(currentPassword, "secret of tab 2"),
    ]);
    expect(results.filter((result) => typeof result === "object")).toHaveLength(1);
    expect((await read(shopper)).sessionVersion).toBe(2);
  });
});

test("signing out everywhere raises the session version of this account alone", async () => {
  const [ann, bob] = [await newShopper("Ann"), await newShopper("Bob")];
  await endSessions(ann.id);
  expect((await read(ann)).sessionVersion).toBe(2);
  expect((await read(bob)).sessionVersion).toBe(1);
});
