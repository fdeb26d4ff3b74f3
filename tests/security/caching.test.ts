import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/lib/stack.mjs";
import { mapInParallel } from "../setup/map-in-parallel";
import { matrix } from "./ownership/matrix";
import { addToBasket, buy, type Ordered, type Person, signUp } from "./support/people";
import { action, visitor } from "./support/visitor";

const ROUNDS = 100;

describe(`9. Personal and money pages are made for each request and kept by nobody: private, no-store, and two shoppers in turn, ${ROUNDS} times, never see each other`, () => {
  let people: { who: Person; order: Ordered; mark: string }[];
  beforeAll(async () => {
    people = await Promise.all(
      ["One", "Two"].map(async (name) => {
        const mark = randomUUID().slice(0, 8);
        const who = await signUp(`${name} ${mark}`);
        await who.act(action("saveAddressAction"), {
          name: `${name} ${mark}`,
          line1: `${mark} Lane`,
          city: "Leeds",
          postcode: "LS1 1AA",
        });
        const order = await buy(who);
        await addToBasket(who, "tea-bowl");
        return { who, order, mark };
      }),
    );
  });
  const pagesOf = ({ order }: { order: Ordered }) => [
    ...[
      "/account",
      "/account/address",
      "/account/details",
      "/account/cards",
      "/checkout",
      "/orders",
      "/basket",
    ],
    ...[`/orders/${order.number}`, `/checkout/return?order=${order.id}`],
  ];

  test("private, no-store", async () => {
    for (const person of people)
      for (const path of pagesOf(person))
        for (const headers of [undefined, { rsc: "1" }]) {
          const answer = await person.who.get(path, headers);
          expect(answer.status, path).toBe(200);
          expect(answer.headers.get("cache-control"), path).toMatch(/private.*no-store|no-store.*private/);
          expect(answer.headers.get("x-nextjs-cache"), path).toBeNull();
          expect(answer.headers.get("etag"), path).toBeNull();
        }
    const open = Object.keys(matrix).filter((name) => name.startsWith("GET /api/"));
    for (const name of open) {
      const { headers } = await visitor().get(name.replace("GET ", "").replace("[...nextauth]", "session"));
      expect(headers.get("cache-control"), name).toMatch(/no-store|no-cache/);
    }
  });

  test("in turn", async () => {
    const own = { seen: 0 };
    await mapInParallel([...Array(ROUNDS).keys()], 4, async (round) => {
      const [person, other] = round % 2 === 0 ? people : people.toReversed();
      if (!person || !other) throw new Error("two shoppers are needed");
      const pages = pagesOf(person);
      const { text } = await person.who.get(pages[(round >> 1) % pages.length] ?? "/account");
      for (const word of [other.mark, other.who.email, other.order.number]) expect(text).not.toContain(word);
      if (text.includes(person.mark) || text.includes(person.order.number)) own.seen += 1;
    });
    expect(own.seen).toBeGreaterThan(ROUNDS / 3);
  });

  test("nothing in the source asks for a cache", () => {
    const files = ["app", "lib", "components"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        join(root, folder, name),
      ),
    );
    const sources = files.filter((name) => /\.tsx?$/.test(name)).map((name) => readFileSync(name, "utf8"));
    expect(
      sources.filter((text) =>
        /["']use cache|unstable_cache|force-static|force-cache|revalidate\s*=/.test(text),
      ),
    ).toEqual([]);
  });
});
