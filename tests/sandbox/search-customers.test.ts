import { ask } from "./ask";
import { call, type Json, marker, must, newCustomer, pause, probe, timeOf } from "./dojo";

const mostPages = 50;

/** Looks through the whole search, as the shop does after a lost reply. */
async function find(customerId: string): Promise<Json | undefined> {
  let after: string | undefined;
  for (let page = 1; page <= mostPages; page += 1) {
    const { body } = await must("POST", "/customers/search", { limit: 100, ...(after ? { after } : {}) });
    const found = body.data?.find(({ id }: Json) => id === customerId);
    if (found) return found;
    after = body.after ?? undefined;
    if (!after) return undefined;
  }
  throw new Error(`this account has more than ${mostPages * 100} customers: too many to look through`);
}

async function findWithin(customerId: string, limitMs: number): Promise<{ found: Json; afterMs: number }> {
  const sinceMs = Date.now();
  for (;;) {
    const found = await find(customerId);
    const afterMs = Date.now() - sinceMs;
    if (found || afterMs > limitMs) return { found, afterMs };
    await pause(2_000);
  }
}

ask("search-lag", async () => {
  const id = await newCustomer();
  if (await find(id)) return "at once";
  const { found, afterMs } = await findWithin(id, 30_000);
  if (!found) return "not within 30 s";
  return afterMs <= 5_000 ? "within 5 s" : "within 30 s";
});

ask("search-order", async () => {
  await newCustomer();
  await pause(1_100);
  const { found } = await findWithin(await newCustomer(), 30_000);
  if (!found) throw new Error("the new customer was not in the search within 30 s");
  const { body } = await must("POST", "/customers/search", { limit: 100 });
  const times = body.data.map(({ createdAt }: Json) => timeOf(createdAt));
  const steps = times.slice(1).map((time: number, index: number) => time - times[index]);
  if (steps.every((step: number) => step <= 0)) return "newest first";
  return steps.every((step: number) => step >= 0) ? "oldest first" : "in no order of creation";
});

ask("search-echo", async () => {
  const sent = { ...probe(), vatNumber: marker() };
  const { found } = await findWithin(await newCustomer(sent), 30_000);
  const same = Object.entries(sent).filter(([name, value]) => found?.[name] === value);
  return same.map(([name]) => name).join(", ") || "none of them";
});

ask("search-limits", async () => {
  const answers = [0, 100, 101].map(async (limit) => {
    const { status } = await call("POST", "/customers/search", { limit });
    return `${limit}: ${status}`;
  });
  return (await Promise.all(answers)).join(", ");
});

ask("search-paging", async () => {
  await newCustomer();
  const { found } = await findWithin(await newCustomer(), 30_000);
  if (!found) throw new Error("the new customer was not in the search within 30 s");
  const first = await must("POST", "/customers/search", { limit: 1 });
  const second = await must("POST", "/customers/search", { limit: 1, after: first.body.after });
  if (!second.body.before) return "the second page names none before it";
  const back = await must("POST", "/customers/search", { limit: 1, before: second.body.before });
  const [a, b, c] = [first, second, back].map(({ body }) => body.data?.[0]?.id);
  return `the next page is ${a === b ? "the same" : "another"}, and the one before it ${a === c ? "the first again" : "another"}`;
});
