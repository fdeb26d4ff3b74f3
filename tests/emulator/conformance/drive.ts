import type { EmulatorOptions } from "../../../emulator/server";
import { API_KEY, type Dojo, startDojo } from "../dojo";
import type { Ask, Asked } from "./cases/case";
import { CASES } from "./cases/index";
import type { Checker } from "./checker";
import { AREAS, type Description, type Operation } from "./description";
import { resolve } from "./schema";
import { leftOut, spoil } from "./spoil";

/** How many answers were as described and expected, and what was wrong with the others. */
export type Driven = { good: number; bad: number; problems: string[] };

type Play = (dojo: Dojo, what: string, status: number, asked: Asked) => Promise<void>;

/** Fields that no first case holds: they exclude others, or have a case of their own. */
const OTHER_CASES = ["setupIntentId", "before", "cursor.before"];

/** Plays all cases of one operation and whatever follows from the first of them. */
export async function drive(operation: Operation, { named }: Description, checker: Checker): Promise<Driven> {
  const driven: Driven = { good: 0, bad: 0, problems: [] };
  const cases = CASES[operation.id];
  if (!cases) return { ...driven, problems: ["There are no cases."] };

  const play: Play = async (dojo, what, status, asked) => {
    const answer = await send(dojo, operation, asked);
    const found = checker.check(operation, answer);
    if (answer.status !== status) {
      found.unshift(`${status} expected, not ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
    }
    driven.problems.push(...found.map((problem) => `${what}: ${problem}`));
    if (found.length === 0) driven[status < 300 ? "good" : "bad"] += 1;
  };

  const [first] = cases;
  for (const { what, status, ask } of cases) {
    await inNewDojo({}, async (dojo) => play(dojo, what, status, await ask(dojo)));
  }
  await inNewDojo({}, async (dojo) => {
    const good = await first.ask(dojo);
    const schema = operation.requestBody && resolve(operation.requestBody, named);
    const missing = schema ? leftOut(schema, good.body).filter((field) => !OTHER_CASES.includes(field)) : [];
    if (missing.length > 0) driven.problems.push(`The first case leaves out ${missing.join(", ")}.`);
    for (const { what, status, asked } of spoil(operation, good, named)) {
      await play(dojo, what, status, asked);
    }
    await play(dojo, "the first case after all that was refused", first.status, good);
  });
  if (!operation.path.includes("/public/")) await playPermissions(operation, first.ask, play);
  return driven;
}

/** A key that may do everything but this, and one that is not configured. */
async function playPermissions({ area, answers }: Operation, ask: Ask, play: Play): Promise<void> {
  const narrow = "sk_sandbox_bmFycm93";
  const apiKeys = [
    { key: API_KEY, permissions: AREAS },
    { key: narrow, permissions: AREAS.filter((each) => each !== area) },
  ];
  await inNewDojo({ apiKeys }, async (dojo) => {
    const good = await ask(dojo);
    const forbidden = answers.has(403) ? 403 : 401;
    await play(dojo, `a key without ${area}`, forbidden, { ...good, key: narrow });
    await play(dojo, "a key that is not configured", 401, { ...good, key: "sk_sandbox_dW5rbm93bg" });
  });
}

/** Events have nowhere to go: nothing leaves the process. */
async function inNewDojo(options: EmulatorOptions, play: (dojo: Dojo) => Promise<void>): Promise<void> {
  const dojo = startDojo({ fetch: async () => new Response(null, { status: 204 }), ...options });
  await play(dojo).finally(dojo.close);
}

export function send(dojo: Dojo, { method, path }: Operation, asked: Asked) {
  const { params = {}, query, body, ...rest } = asked;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  return dojo.call(method, query === undefined ? filled : `${filled}?${query}`, body, rest);
}
