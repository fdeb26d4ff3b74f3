import { ask } from "./ask";
import { call, intentRequest, type Json, newIntent, pause, timeOf } from "./dojo";

const lifesMs = [1_000, 30_000, 60_000];

/** By Dojo's clock: a second is little, and clocks differ. */
async function makeWith(lifeMs: number): Promise<{ status: number; body: Json }> {
  const aheadMs = timeOf((await newIntent()).createdAt) - Date.now();
  const expireAt = new Date(Date.now() + aheadMs + lifeMs).toISOString();
  return call("POST", "/payment-intents", intentRequest({ expireAt }));
}

ask("expiry-soonest", async () => {
  const answers: string[] = [];
  for (const lifeMs of lifesMs) {
    const { status } = await makeWith(lifeMs);
    answers.push(`${lifeMs / 1000} s: ${status}`);
  }
  return answers.join(", ");
});

ask("expiry-past", async () => String((await makeWith(-60_000)).status));

ask("expiry-status", async () => {
  for (const lifeMs of lifesMs) {
    const { status, body } = await makeWith(lifeMs);
    if (status === 200) return waitForEnd(body.id, lifeMs);
  }
  throw new Error("no intent may expire within a minute");
});

async function waitForEnd(intentId: string, lifeMs: number): Promise<string> {
  const endMs = Date.now() + lifeMs;
  await pause(lifeMs);
  for (;;) {
    const { status, body } = await call("GET", `/payment-intents/${intentId}?returnCanceled=true`);
    const lateMs = Date.now() - endMs;
    const now = status === 200 ? body.status : status;
    if (now !== "Created") return `${now}, within ${lateMs < 5_000 ? "5 s" : "a minute"}`;
    if (lateMs > 60_000) return "still Created a minute later";
    await pause(2_000);
  }
}
