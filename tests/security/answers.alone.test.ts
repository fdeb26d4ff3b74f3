import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { root } from "../../scripts/lib/stack.mjs";
import { emulatorControl } from "../setup/emulator-control";
import { setting } from "../setup/setting";
import { lastOrder, type Person, placeOrder, signUp } from "./support/people";
import { query } from "./support/query";
import { type Answer, action, visitor } from "./support/visitor";
import { deliver, eventAbout } from "./support/webhooks";

const emulator = emulatorControl();
let ada: Person;
let number: string;
beforeAll(async () => {
  ada = await signUp();
  ({ number } = await placeOrder(ada));
});

/** What only a programmer or an attacker wants to read. */
function expectNoInsides(text: string) {
  const inside = [
    ...[
      root,
      "node_modules",
      "/.next",
      "/lib/",
      ".js:",
      ".ts:",
      "    at ",
      "Error:",
      "prisma",
      "Prisma",
      "DojoError",
    ],
    ...["SELECT ", "INSERT ", "UPDATE ", "relation ", "postgres", "ECONN", "traceId", "problem+json"],
    ...[new URL(setting("TEST_DATABASE_URL")).port, new URL(setting("TEST_DATABASE_URL")).password],
    ...[setting("TEST_DOJO_API_KEY"), '"stack":', setting("TEST_DIST_DIR")],
  ];
  // The policy and the hosted page's address name the emulator; React's own script is asked for by its path.
  const told = text.replaceAll(/\/_next\/static\/[\w./~-]+/g, "");
  const found = inside.filter((word) => told.includes(word));
  expect(found.map((word) => told.slice(told.indexOf(word) - 60, told.indexOf(word) + 60))).toEqual([]);
}

const log = () => readFileSync(join(setting("TEST_DATA_DIR"), "logs/shop.log"), "utf8");

async function expectLogged({ headers }: Pick<Answer, "headers">) {
  const requestId = headers.get("x-request-id") ?? "";
  expect(requestId).toMatch(/^[\w-]{8}-\w+$/);
  await vi.waitFor(() => {
    const lines = log()
      .split("\n")
      .filter((line) => line.includes(requestId));
    expect(lines.some((line) => ["error", 50].includes(JSON.parse(line).level))).toBe(true);
  }, 10_000);
}

describe("56. Whatever fails, an answer shows no stack, path, host, SQL or word of Dojo's; it carries a request id that stands in the log", () => {
  describe("without one of its tables", () => {
    const away = ["Product", "WebhookEvent"];
    beforeAll(async () => {
      for (const table of away) await query(`ALTER TABLE "${table}" RENAME TO "${table}Away"`);
    });
    afterAll(async () => {
      for (const table of away) await query(`ALTER TABLE "${table}Away" RENAME TO "${table}"`);
    });

    test.each(["/", "/products/harbour-mug", "/categories/tea", "/basket", "/checkout", "/sitemap.xml"])(
      "GET %s",
      async (path) => {
        for (const headers of [undefined, { rsc: "1" }]) {
          const answer = await ada.get(path, headers);
          expectNoInsides(answer.text);
          await expectLogged(answer);
        }
        expect([200, 500]).toContain((await ada.get(path)).status);
      },
    );

    test("POST to a route and an action", async () => {
      const fields = { clickToken: "A".repeat(22), shownTotal: "100", card: "new" };
      const answers = [
        await ada.post("/checkout/pay", fields),
        await ada.act(action("addToBasketAction"), { slug: "tea-bowl", quantity: "1" }),
        await ada.act(action("orderAgainAction"), { number }),
      ];
      expect(answers[0]?.status).toBe(500);
      for (const answer of answers) expectNoInsides(answer.text);
      for (const answer of answers.slice(0, 2)) await expectLogged(answer);
    });

    test("POST to the webhook is answered 500, so that it comes again", async () => {
      const { status, text, headers } = await deliver(JSON.stringify(eventAbout("pi_1")));
      expect(status).toBe(500);
      expectNoInsides(text);
      await expectLogged({ headers: new Headers({ "x-request-id": String(headers["x-request-id"]) }) });
    });
  });

  describe("when Dojo fails with words of its own", () => {
    afterAll(() => emulator.clearFaults());

    test.each(["status", "html", "truncate", "reset", "dropField"])("%s", async (kind) => {
      const how = { status: { status: 500 }, dropField: { field: "id" } }[kind];
      await emulator.faults([{ operation: "*", kind, probability: 1, seed: 1, ...how }]);
      const { id } = await lastOrder(ada);
      const answers = await Promise.all([
        ...["/checkout", "/account/cards", `/orders/${number}`, `/checkout/return?order=${id}`].map((path) =>
          ada.get(path),
        ),
        ada.act(action("checkPaymentAction"), { number }),
      ]);
      for (const { status, text, headers } of answers) {
        expect(status).toBeLessThan(500);
        expectNoInsides(text);
        expect(headers.get("x-request-id")).toMatch(/^[\w-]{8}-\w+$/);
      }
    });
  });

  test("a caller's own request id is not taken, and each answer has another", async () => {
    const ids = [];
    for (const path of ["/", "/nothing", "/%", "/api/health/live"]) {
      const { headers } = await visitor().get(path, { "x-request-id": "mine" });
      ids.push(headers.get("x-request-id"));
    }
    expect(new Set(ids).size).toBe(4);
    expect(ids).not.toContain("mine");
  });
});
