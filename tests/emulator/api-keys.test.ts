import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../emulator/environment";
import { startDojo } from "./dojo";

const ALL = "sk_sandbox_everything";
const SHOP = "sk_sandbox_shop";
const { apiKeys = [] } = readEnvironment({
  NODE_ENV: "test",
  EMULATOR_API_KEYS: `${ALL}, ${SHOP}=customers+webhooks`,
});

/** The example in the README, which people copy. */
it("are read from the README's example", async () => {
  const readme = readFileSync("emulator/README.md", "utf8");
  const [, example = ""] = /`(sk_sandbox_all,[^`]*)`/.exec(readme) ?? [];
  const { apiKeys: read = [] } = readEnvironment({ NODE_ENV: "test", EMULATOR_API_KEYS: example });
  expect(read.map(({ permissions }) => permissions.length)).toEqual([4, 2]);
  const dojo = startDojo({ apiKeys: read });
  expect((await dojo.call("POST", "/customers", {}, { key: read[0]?.key ?? "" })).status).toBe(200);
});

describe("configured API keys", () => {
  const dojo = startDojo({ apiKeys });
  const body = { amount: { value: 100, currencyCode: "GBP" }, reference: "r" };

  it("open what they may open and nothing else does", async () => {
    expect((await dojo.call("POST", "/payment-intents", body, { key: ALL })).status).toBe(200);
    expect((await dojo.call("POST", "/customers", {}, { key: SHOP })).status).toBe(200);
    expect((await dojo.call("POST", "/customers", {}, { key: "sk_sandbox_other" })).status).toBe(401);
  });

  it("without permission are 403 where that is documented, and else 401", async () => {
    const intent = await dojo.call("POST", "/payment-intents", body, { key: SHOP });
    expect([intent.status, intent.body.title]).toEqual([403, "Forbidden"]);
    const search = await dojo.call("POST", "/payment-intents/search", {}, { key: SHOP });
    expect(search.status).toBe(401);
    expect((await dojo.state()).paymentIntents).toHaveLength(1);
  });

  it("do not open what a customer secret opens", async () => {
    const { id } = (await dojo.call("POST", "/customers", {}, { key: ALL })).body;
    const cards = (key: string) =>
      dojo.call("GET", `/customers/public/${id}/payment-methods`, undefined, { key });
    expect((await cards(ALL)).status).toBe(401);
    const { secret } = (await dojo.call("POST", `/customers/${id}/create-secret`, undefined, { key: ALL }))
      .body;
    expect((await cards(secret)).status).toBe(200);
    // Clients generated from the description send both: one header, two credentials.
    expect((await cards(`${ALL}, Basic ${secret}`)).status).toBe(200);
  });

  it.each(["sk_prod_real", "sk_sandbox_", "sk_sandbox_a b", "sk_sandbox_good=orders"])(
    "are not read from %s",
    (text) => {
      const env = { NODE_ENV: "test" as const, EMULATOR_API_KEYS: text };
      expect(() => readEnvironment(env)).toThrow(/EMULATOR_API_KEYS/);
    },
  );
});
