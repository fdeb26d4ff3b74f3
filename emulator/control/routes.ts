import type { Context, Hono } from "hono";
import { Refusal } from "../errors";
import { faultList } from "../faults/schema";
import { redact } from "../redact";
import type { Env } from "../reply";
import { presentSetup } from "../routes/setup-intents";
import { readBody } from "../validate";
import type { World } from "../world";
import { loopbackOnly } from "./guard";
import { overview } from "./overview";
import { controlAuthorizeSetup, controlPay } from "./pay";
import { authorizeSetupBody, clockBody, journalQuery, payBody } from "./schema";
import { readState, withoutLink } from "./state";

/** What tests and tools may do to the emulator besides using it as a Dojo. */
export function mountControl(app: Hono<Env>, world: World): void {
  const { store, clock, journal, faults, sender } = world;
  app.use("/_emulator", loopbackOnly(world.ids.trace));
  app.use("/_emulator/*", loopbackOnly(world.ids.trace));
  app.use("/_emulator/*", async (c, next) => {
    clock.runDue();
    await next();
    c.header("Cache-Control", "no-store");
  });

  app.get("/_emulator", (c) => overview(c, world));
  app.get("/_emulator/state", (c) => c.json(readState(world)));

  app.get("/_emulator/journal", (c) => {
    const { after = 0, limit = 1000 } = readBody(journalQuery, JSON.stringify(c.req.query()));
    return c.json(journal.after(after, limit));
  });

  app.post("/_emulator/reset", (c) => {
    clock.clear();
    sender.reset();
    store.reset();
    faults.reset();
    clock.setOffset(0);
    journal.reset();
    return c.body(null, 204);
  });

  app.post("/_emulator/clock", async (c) => {
    const { advanceMs } = readBody(clockBody, await c.req.text());
    store.write(() => store.settings.put({ id: "clock", offsetMs: clock.offset() + advanceMs }));
    clock.advance(advanceMs);
    return c.json({ now: clock.iso() });
  });

  app.post("/_emulator/pay", async (c) => {
    const asked = readBody(payBody, await c.req.text());
    return c.json(withoutLink(world, controlPay(world, asked)));
  });

  app.post("/_emulator/authorize-setup", async (c) => {
    const asked = readBody(authorizeSetupBody, await c.req.text());
    return c.json(redact(presentSetup(world, controlAuthorizeSetup(world, asked))) as object);
  });

  app.get("/_emulator/faults", (c) => c.json(faults.list()));
  app.put("/_emulator/faults", async (c) => {
    faults.replace(readBody(faultList, await c.req.text()));
    return c.json(faults.list());
  });
  app.delete("/_emulator/faults", (c) => {
    faults.replace([]);
    return c.body(null, 204);
  });

  app.post("/_emulator/deliveries/:id/redeliver", (c) => {
    redeliver(world, c);
    return c.req.header("accept")?.includes("text/html") ? c.redirect("/_emulator", 303) : c.body(null, 202);
  });
}

function redeliver(world: World, c: Context<Env>): void {
  const delivery = world.store.deliveries.get(c.req.param("id") ?? "");
  if (!delivery) throw new Refusal(404, "There is no such delivery.");
  world.sender.redeliver(delivery);
}
