import { beforeAll, describe, expect, test } from "vitest";
import { events, type Stage } from "./audit/events";
import { auditLines } from "./support/log";
import { buy, password, signUp } from "./support/people";
import { newPassword } from "./support/reset-link";
import { forgetTries } from "./support/tries";

let stage: Stage;
const emails: string[] = [];

const someone = async () => {
  const person = await signUp();
  emails.push(person.email);
  return person;
};
const mailbox = (what: string) => {
  const email = `${what}-${crypto.randomUUID()}@example.com`;
  emails.push(email);
  return email;
};

beforeAll(async () => {
  await forgetTries();
  const [ann, bob] = [await someone(), await someone()];
  stage = { ann, bob, paid: await buy(ann), someone, mailbox };
}, 60_000);

describe("54. Each security event is one JSON line with its UTC time, request, client and ids, and nothing secret", () => {
  test.each(Object.entries(events))("%s", async (name, { schema, cause }) => {
    const found = await cause(stage);
    expect(found).toHaveLength(1);
    expect(found[0]?.audit).toBe(name);
    expect(schema.safeParse(found[0]), JSON.stringify(found)).toMatchObject({ success: true });
  });

  test("none of all lines so far holds an email, a password, a session or a link", () => {
    const all = auditLines(() => true).map((entry) => JSON.stringify(entry));
    expect(all.length).toBeGreaterThanOrEqual(Object.keys(events).length - 1);
    const secrets = [...emails, password, newPassword, ...stage.ann.jar.values(), "token="];
    for (const entry of all) expect(secrets.filter((secret) => entry.includes(secret))).toEqual([]);
  });
});
