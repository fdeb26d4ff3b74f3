import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dojo, intentFor, newCustomer, strangerToDojo } from "./dojo";
import { refusalOf } from "./stub-server";

const unknown = "AAAAAAAAAAAAAAAAAAAAAA";
/** Both calls that a secret opens document 400, 401 and 404, without saying which is when. */
const refusals = ["refused", "unauthorised", "not-found"];
let ann: Awaited<ReturnType<typeof newCustomer>>;
let bob: Awaited<ReturnType<typeof newCustomer>>;

beforeAll(async () => {
  [ann, bob] = await Promise.all([newCustomer(), newCustomer()]);
});
afterAll(() => Promise.all([dojo.deleteCustomer(ann.id), dojo.deleteCustomer(bob.id)]));

describe("Dojo refuses, and the shop reads why:", () => {
  test("a wrong key is unauthorised, for reading and for writing", async () => {
    const stranger = await strangerToDojo();
    const errors = await Promise.all([
      refusalOf(stranger.createCustomer({ name: "Ann", emailAddress: "ann@example.com", marker: "sf1:x" })),
      refusalOf(stranger.createCustomerSecret(ann.id)),
      refusalOf(stranger.createPaymentIntent(intentFor(ann))),
      refusalOf(stranger.fetchPaymentIntent(`pi_sandbox_${unknown}`)),
    ]);
    for (const error of errors) expect(error).toMatchObject({ kind: "unauthorised", nothingHappened: true });
  });

  test("an unknown intent is not found", async () => {
    const error = await refusalOf(dojo.fetchPaymentIntent(`pi_sandbox_${unknown}`));
    expect(error).toMatchObject({ kind: "not-found", status: 404, retryable: false });
    expect(await refusalOf(dojo.cancelPaymentIntent(`pi_sandbox_${unknown}`))).toMatchObject({
      kind: "not-found",
    });
  });

  test("an unknown customer gets no secret", async () => {
    const error = await refusalOf(dojo.createCustomerSecret(`cust_sandbox_${unknown}`));
    expect(error).toMatchObject({ kind: "not-found", nothingHappened: true });
  });

  test("an unknown secret and another customer's secret open no card list", async () => {
    for (const secret of [`cs_sandbox_${unknown}`, bob.secret]) {
      const error = await refusalOf(dojo.fetchPaymentMethods(ann.id, secret));
      expect(refusals).toContain(error.kind);
      expect(String(error)).not.toContain(secret);
    }
  });

  test("an unknown card is not found and another's list stays closed to deleting too", async () => {
    const mine = dojo.deletePaymentMethod(ann.id, ann.secret, `pm_${unknown}`);
    expect((await refusalOf(mine)).kind).toBe("not-found");
    const theirs = dojo.deletePaymentMethod(ann.id, bob.secret, `pm_${unknown}`);
    expect(refusals).toContain((await refusalOf(theirs)).kind);
  });

  test.each([
    ["a reference that is too long", { reference: "x".repeat(61) }],
    ["no reference", { reference: "" }],
    ["a fraction of a penny", { amount: { value: 10.5, currencyCode: "GBP" as const } }],
  ])("%s makes no intent", async (_, changes) => {
    const error = await refusalOf(dojo.createPaymentIntent({ ...intentFor(ann), ...changes }));
    expect(error).toMatchObject({ kind: "refused", status: 400, nothingHappened: true });
  });

  test("an intent is cancelled once; a second time is refused or changes nothing", async () => {
    const { intent } = await dojo.createPaymentIntent(intentFor(ann));
    await dojo.cancelPaymentIntent(intent.id);
    const second = await dojo.cancelPaymentIntent(intent.id).then(
      () => true,
      (error: { nothingHappened: boolean }) => error.nothingHappened,
    );
    expect(second).toBe(true);
    expect((await dojo.fetchPaymentIntent(intent.id)).status).toBe("Canceled");
  });
});
