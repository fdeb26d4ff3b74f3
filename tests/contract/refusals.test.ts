import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dojo, intentFor, newCustomer, strangerToDojo } from "./dojo";
import { refusalOf } from "./stub-server";

const unknown = "AAAAAAAAAAAAAAAAAAAAAA";
const longAgo = new Date("2020-01-01T00:00:00Z");
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
    expect(error.traceId).toBeTruthy();
    expect(await refusalOf(dojo.cancelPaymentIntent(`pi_sandbox_${unknown}`))).toMatchObject({
      kind: "not-found",
    });
  });

  test("an unknown customer gets no secret", async () => {
    const error = await refusalOf(dojo.createCustomerSecret(`cust_sandbox_${unknown}`));
    expect(error).toMatchObject({ kind: "not-found", nothingHappened: true });
  });

  test("an unknown secret, another customer's secret and the key itself open no card list", async () => {
    for (const secret of [`cs_sandbox_${unknown}`, bob.secret, process.env.TEST_DOJO_API_KEY ?? ""]) {
      const error = await refusalOf(dojo.fetchPaymentMethods(ann.id, secret));
      expect(error.kind).toBe("unauthorised");
      expect(String(error)).not.toContain(secret);
    }
  });

  test("an unknown card is not found and another's list stays closed to deleting too", async () => {
    const mine = dojo.deletePaymentMethod(ann.id, ann.secret, `pm_${unknown}`);
    expect((await refusalOf(mine)).kind).toBe("not-found");
    const theirs = dojo.deletePaymentMethod(ann.id, bob.secret, `pm_${unknown}`);
    expect((await refusalOf(theirs)).kind).toBe("unauthorised");
  });

  test.each([
    ["a reference that is too long", { reference: "x".repeat(61) }],
    ["no reference", { reference: "" }],
    ["a time that has passed", { expireAt: longAgo }],
    ["a fraction of a penny", { amount: { value: 10.5, currencyCode: "GBP" as const } }],
  ])("%s makes no intent", async (_, changes) => {
    const error = await refusalOf(dojo.createPaymentIntent({ ...intentFor(ann), ...changes }));
    expect(error).toMatchObject({ kind: "refused", status: 400, nothingHappened: true });
  });

  test("a secret of another customer makes no intent", async () => {
    const error = await refusalOf(dojo.createPaymentIntent(intentFor({ id: ann.id, secret: bob.secret })));
    expect(error.nothingHappened).toBe(true);
    expect(String(error)).not.toContain(bob.secret);
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
