import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changeDetails } from "@/lib/account/change-details";
import { newAccountInput } from "@/lib/auth/new-account-input";
import { countTestPeople, isRefusedAddress } from "@/lib/auth/test-people";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { programArguments, root } from "../../scripts/lib/stack.mjs";
import { setting } from "../setup/setting";
import { newShopper } from "./support";

const key = env().DOJO_API_KEY;
beforeEach(async () => {
  await db().user.deleteMany();
});
afterEach(() => {
  env().DOJO_API_KEY = key;
});

const ofTests = [
  ...["ann@example.com", "ann@example.net", "ann@example.org", "ann@shop.example.com", "ANN@EXAMPLE.COM"],
  ...["ann@shop.test", "ann@shop.example", "ann@shop.invalid", "ann@mail.localhost"],
];
const ofPeople = [
  ...[
    "ann@gmail.com",
    "ann@myexample.com",
    "ann@example.co.uk",
    "ann@example.com.au",
    "example.com@shop.co.uk",
  ],
  ...["test@shop.co.uk", "ann@test.shop.co.uk", "ann@latest", "ann@contest.org"],
];

test.each([...ofTests, ...ofPeople])(
  "%s is told apart alike by the shop and by its database",
  async (email) => {
    await db().user.create({ data: { id: email, email, name: "Ann", passwordHash: "-" } });
    const isOfTests = ofTests.includes(email);
    expect(await countTestPeople()).toBe(isOfTests ? 1 : 0);
    expect(isRefusedAddress(email)).toBe(false);
    env().DOJO_API_KEY = "sk_prod_real-shop";
    expect(isRefusedAddress(email)).toBe(isOfTests);
  },
);

describe("beside a production key", () => {
  test("nobody signs up with an address of tests, which would keep the shop from opening again", () => {
    const typed = { name: "Mallory", email: "M@Example.com", password: "1m9x-0Kt7q" };
    expect(newAccountInput.safeParse(typed).success).toBe(true);
    env().DOJO_API_KEY = "sk_prod_real-shop";
    const { error } = newAccountInput.safeParse(typed);
    expect(error?.issues).toMatchObject([
      { path: ["email"], message: "Enter an email address that reaches you." },
    ]);
    expect(newAccountInput.safeParse({ ...typed, email: "m@gmail.com" }).success).toBe(true);
  });

  test("nobody changes theirs to one", async () => {
    const shopper = await newShopper();
    env().DOJO_API_KEY = "sk_prod_real-shop";
    const details = { name: "Mallory", email: "m@shop.test", currentPassword: "correct horse battery" };
    expect(await changeDetails(shopper, details)).toBe("email-reserved");
    expect(await db().user.findUnique({ where: { id: shopper.id } })).toMatchObject({ email: shopper.email });
  });
});

test("seeding makes products and no user", async () => {
  const seeded = spawnSync(process.execPath, programArguments("prisma/seed.ts"), {
    cwd: root,
    env: { ...process.env, DATABASE_URL: setting("TEST_OWNER_URL") },
    encoding: "utf8",
  });
  expect(seeded.stderr).toBe("");
  expect(await db().product.count()).toBeGreaterThanOrEqual(12);
  for (const table of [db().user, db().dojoCustomer, db().order, db().basket])
    expect(await (table.count as () => Promise<number>)()).toBe(0);
});
