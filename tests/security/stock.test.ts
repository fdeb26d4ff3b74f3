import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { mapInParallel } from "../setup/map-in-parallel";
import { setting } from "../setup/setting";
import { password, signUp } from "./support/people";
import { query } from "./support/query";
import { action, visitor } from "./support/visitor";

const clickToken = () => randomBytes(16).toString("base64url");
const DELIVERY = 395;

describe("32. Stock is held atomically: of 30 buyers at once of the last 10 exactly 10 get one", () => {
  const buyers = 30;
  const slug = `last-${randomUUID().slice(0, 8)}`;

  test("30 at once", async () => {
    await query(
      `INSERT INTO "Product" (id, slug, name, category, description, "priceMinor", stock, art, position)
       SELECT $1, $1, 'The last ten', category, '', 1000, 10, art, 1000 FROM "Product" WHERE slug = 'harbour-mug'`,
      [slug],
    );
    const people = await makeBuyers();
    const answers = await Promise.all(
      people.map((who) =>
        who.post("/checkout/pay", {
          clickToken: clickToken(),
          shownTotal: String(1000 + DELIVERY),
          card: "new",
        }),
      ),
    );
    const to = (part: string) => answers.filter(({ goesTo }) => goesTo?.includes(part)).length;
    expect({ paying: to(setting("EMULATOR_URL")), without: to("problem=stock") }).toEqual({
      paying: 10,
      without: 20,
    });
    const [held] = await query<{ sum: number }>(
      `SELECT sum(quantity)::int AS sum FROM "OrderLine" WHERE "productId" = $1`,
      [slug],
    );
    expect(held?.sum).toBe(10);
  });

  /** All with one password's hash, made but once; each with one of them in the basket. */
  async function makeBuyers() {
    const { id } = await signUp();
    const rows = await query<{ email: string }>(
      `WITH made AS (
         INSERT INTO "User" (id, email, name, "passwordHash")
         SELECT substr(md5(random()::text), 1, 22), gen_random_uuid() || '@example.com', 'Buyer', "passwordHash"
         FROM "User", generate_series(1, $2) WHERE id = $1 RETURNING id, email),
       baskets AS (INSERT INTO "Basket" (id, "userId") SELECT id, id FROM made RETURNING id),
       lines AS (INSERT INTO "BasketLine" ("basketId", "productId", quantity) SELECT id, $3, 1 FROM baskets)
       SELECT email FROM made`,
      [id, buyers, slug],
    );
    return mapInParallel(rows, 4, async ({ email }) => {
      const who = visitor();
      await who.act(action("signInAction"), { email, password });
      return who;
    });
  }
});
