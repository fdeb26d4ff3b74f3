import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/lib/stack.mjs";
import { emulatorControl } from "../setup/emulator-control";
import { routeTree } from "./ownership/route-tree";
import { buy, signUp } from "./support/people";
import { query } from "./support/query";
import { actions } from "./support/visitor";

describe("33. There is no way to a refund over HTTP: only an operator's command makes one", () => {
  test("no route, no action and nothing of app/ knows refunds", () => {
    expect(routeTree().filter((name) => /refund|admin|operator/i.test(name))).toEqual([]);
    expect(actions().filter(({ name, file }) => /refund|admin/i.test(`${file} ${name}`))).toEqual([]);
    const files = readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.tsx?$/.test(name),
    );
    expect(
      files.filter((name) => /lib\/refunds/.test(readFileSync(join(root, "app", name), "utf8"))),
    ).toEqual([]);
    expect(readFileSync(join(root, "scripts/dojo/refund.ts"), "utf8")).toContain("@/lib/refunds/");
  });

  test("whoever asks for one by a guessed address, even the owner, finds nothing", async () => {
    const ada = await signUp();
    const { id, number, intentId } = await buy(ada);
    const guesses = [
      ...[
        "/refund",
        "/refunds",
        "/admin",
        "/admin/refunds",
        "/api/refunds",
        "/api/admin/refunds",
        "/api/refund",
      ],
      ...[`/orders/${number}/refund`, `/orders/${number}/refunds`, `/api/orders/${id}/refund`],
      ...[`/payment-intents/${intentId}/refunds`, `/api/payment-intents/${intentId}/refunds`],
    ];
    for (const path of guesses) {
      expect((await ada.get(path)).status, path).toBe(404);
      const answer = await ada.post(path, { order: id, amount: "1", reason: "none" });
      expect(answer.status, path).toBe(404);
    }
    expect(await query(`SELECT * FROM "Refund" WHERE "orderId" = $1`, [id])).toEqual([]);
    const { refunds } = await emulatorControl().state();
    expect(refunds.filter(({ paymentIntentId }) => paymentIntentId === intentId)).toEqual([]);
  });
});
