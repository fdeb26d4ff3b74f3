import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { faultList } from "../faults/schema";
import { withoutCredentials } from "../redact";
import type { Env } from "../reply";
import { presentSetup } from "../routes/setup-intents";
import { readBody } from "../validate";
import type { World } from "../world";
import { advanceClock, redeliver, resetAll } from "./actions";
import { loopbackOnly } from "./guard";
import { loadCustomers } from "./load";
import { mountPage } from "./page/routes";
import { controlAuthorizeSetup, controlPay } from "./pay";
import { portalRefund } from "./portal-refund";
import { authorizeSetupBody, clockBody, journalQuery, loadBody, payBody, portalRefundBody } from "./schema";
import { readState, withoutLink, withoutSession } from "./state";

const MOST_BYTES = 4 * 1024 * 1024;

/** What tests and tools may do to the emulator besides using it as a Dojo. People have the page. */
export function mountControl(app: Hono<Env>, world: World): void {
  const { clock, journal, faults } = world;
  app.use("/_emulator", loopbackOnly(world.ids.trace));
  app.use("/_emulator/*", loopbackOnly(world.ids.trace));
  app.use("/_emulator/*", bodyLimit({ maxSize: MOST_BYTES }));
  app.use("/_emulator/*", async (c, next) => {
    clock.runDue();
    await next();
    c.header("Cache-Control", "no-store");
  });
  mountPage(app, world);

  app.get("/_emulator/state", (c) => json(c, readState(world)));

  app.get("/_emulator/journal", (c) => {
    const { after = 0, limit = 1000 } = readBody(journalQuery, JSON.stringify(c.req.query()));
    return c.json(journal.after(after, limit));
  });

  app.post("/_emulator/reset", (c) => {
    resetAll(world);
    return c.body(null, 204);
  });

  app.post("/_emulator/clock", async (c) => {
    advanceClock(world, readBody(clockBody, await c.req.text()).advanceMs);
    return c.json({ now: clock.iso() });
  });

  app.post("/_emulator/pay", async (c) => {
    const asked = readBody(payBody, await c.req.text());
    return json(c, withoutLink(world, controlPay(world, asked)));
  });

  app.post("/_emulator/portal-refund", async (c) => {
    const asked = readBody(portalRefundBody, await c.req.text());
    return json(c, withoutLink(world, portalRefund(world, asked)));
  });

  app.post("/_emulator/load", async (c) => {
    const asked = readBody(loadBody, await c.req.text());
    return c.json({ customers: loadCustomers(world, asked) });
  });

  app.post("/_emulator/authorize-setup", async (c) => {
    const asked = readBody(authorizeSetupBody, await c.req.text());
    return json(c, withoutSession(presentSetup(world, controlAuthorizeSetup(world, asked))));
  });

  app.get("/_emulator/faults", (c) => json(c, faults.list()));
  app.put("/_emulator/faults", async (c) => {
    faults.replace(readBody(faultList, await c.req.text()));
    return json(c, faults.list());
  });
  app.delete("/_emulator/faults", (c) => {
    faults.replace([]);
    return c.body(null, 204);
  });

  app.post("/_emulator/deliveries/:id/redeliver", (c) => {
    redeliver(world, c.req.param("id"));
    return c.body(null, 202);
  });
}

/** A merchant may put a secret into any text field; it leaves as a fingerprint all the same. */
function json(c: Context<Env>, value: unknown): Response {
  return c.body(withoutCredentials(JSON.stringify(value)), 200, { "Content-Type": "application/json" });
}
