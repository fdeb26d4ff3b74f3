import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { getPathNoStrict } from "hono/utils/url";
import { Clock, type Now } from "./clock";
import { mountControl } from "./control/routes";
import { forgetOldSecrets } from "./customers";
import { NoAnswer, problem, Refusal } from "./errors";
import { FaultRules } from "./faults/rules";
import { mountHostedPage } from "./hosted/routes";
import { createIds, type RandomBytes } from "./ids";
import { Journal } from "./journal";
import { planExpiry } from "./payments/expire";
import { planPending } from "./payments/pending";
import { mountApi } from "./pipeline";
import type { Env } from "./reply";
import { customerHandlers } from "./routes/customers";
import { intentChangeHandlers } from "./routes/intent-changes";
import { paymentIntentHandlers } from "./routes/payment-intents";
import { paymentMethodHandlers } from "./routes/payment-methods";
import { refundHandlers } from "./routes/refunds";
import { setupIntentHandlers } from "./routes/setup-intents";
import { webhookSecretHandlers } from "./routes/webhook-secrets";
import { webhookHandlers } from "./routes/webhooks";
import { DEFAULT_SETTINGS, type Settings } from "./settings";
import { Store } from "./store";
import { unknownPath } from "./unknown-path";
import { Sender } from "./webhooks/sender";
import type { World } from "./world";

export type EmulatorOptions = Partial<Settings> & {
  /** Folder for the logs; without it everything lives in memory. */
  dataDir?: string;
  now?: Now;
  random?: RandomBytes;
  /** Where the chances of faults begin; else drawn at random. */
  seed?: number;
  fetch?: typeof fetch;
  report?: (error: unknown) => void;
};

/** A whole emulator without a port: `app.request(...)` calls it in process, `main.ts` puts it on a port. */
export function createEmulator(options: EmulatorOptions = {}) {
  const { dataDir, now, random, seed, fetch: send = fetch, report = () => {}, ...chosen } = options;
  const world = createWorld({ ...DEFAULT_SETTINGS, ...chosen }, { dataDir, now, random, seed, send, report });
  const app = new Hono<Env>({ getPath: forgivingPath });

  app.use((_c, next) => world.sender.during(next));

  app.get("/", (c) => c.redirect("/_emulator"));
  mountApi(app, world, {
    ...customerHandlers(world),
    ...paymentMethodHandlers(world),
    ...paymentIntentHandlers(world),
    ...intentChangeHandlers(world),
    ...refundHandlers(world),
    ...setupIntentHandlers(world),
    ...webhookHandlers(world),
    ...webhookSecretHandlers(world),
  });
  mountHostedPage(app, world);
  mountControl(app, world);
  app.notFound((c) => unknownPath(c, world));
  app.onError((error, c) => {
    if (error instanceof Refusal) {
      const body = problem(error.status, world.ids.trace(), error.detail, error.errors);
      return new Response(JSON.stringify(body), {
        status: error.status,
        headers: { "Content-Type": "application/json; charset=utf-8" },
      });
    }
    if (!(error instanceof NoAnswer)) world.report(error);
    return c.json(problem(500, world.ids.trace(), "The emulator failed; its log says why."), 500);
  });

  const close = () => {
    world.clock.clear();
    world.sender.close();
    world.store.close();
    world.journal.close();
  };
  const { customers, intents } = world.store;
  return {
    app,
    close,
    seed: world.faults.seed,
    holds: `${intents.size} intents, ${customers.size} customers`,
  };
}

/** A base URL may end in a slash, and a path too, as ASP.NET has it. */
function forgivingPath(request: Request): string {
  return getPathNoStrict(request).replace(/^\/{2,}/, "/");
}

type Sources = {
  dataDir: string | undefined;
  now: Now | undefined;
  random: RandomBytes | undefined;
  seed: number | undefined;
  send: typeof fetch;
  report: (error: unknown) => void;
};

function createWorld(settings: Settings, { dataDir, now, random, seed, send, report }: Sources): World {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name));
  const store = new Store(file("state.jsonl"), report);
  const clock = new Clock(now, report);
  clock.setOffset(store.settings.get("clock")?.offsetMs ?? 0);
  const ids = createIds(random);
  const faults = new FaultRules(seed ?? ids.seed());
  const journal = new Journal(clock, file("journal.jsonl"), report);
  const sender = new Sender({ store, clock, ids, faults, settings, fetch: send, report });
  const world = { settings, clock, ids, store, journal, faults, sender, report };
  forgetOldSecrets(world);
  for (const intent of store.intents.all()) planExpiry(world, intent);
  for (const pending of store.pendingPayments.all()) planPending(world, pending);
  sender.resume();
  return world;
}
