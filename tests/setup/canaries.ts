import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setting } from "./setting";

export type Canary = { what: string; pattern: RegExp };

export type Secrets = {
  apiKey: string;
  webhookSecrets: readonly string[];
  sessionSecret: string;
  appSecret: string;
  passwords: readonly string[];
};

/** The cards that tests pay with. In one piece or in groups: nobody but Dojo may have more than their last digits. */
const CARDS = ["5200000000001005", "5200000000000056", "4456530000001013", "4456530000001096"];

/** What may be written nowhere: the very values, and whatever is shaped like one that Dojo or the shop makes meanwhile. */
export function canariesOf(secrets: Secrets): Canary[] {
  return [
    { what: "the API key", pattern: exactly(secrets.apiKey) },
    ...secrets.webhookSecrets.map((secret) => ({ what: "a webhook secret", pattern: exactly(secret) })),
    { what: "NEXTAUTH_SECRET", pattern: exactly(secrets.sessionSecret) },
    { what: "APP_SECRET", pattern: exactly(secrets.appSecret) },
    ...secrets.passwords.map((password) => ({ what: "a password", pattern: exactly(password) })),
    { what: "a customer secret", pattern: /cs_(sandbox|prod)_[\w-]{6}/ },
    { what: "a payment link", pattern: /[?&;]csc(=|%3D)/i },
    { what: "a session", pattern: /eyJhbGciOiJkaXIi/ },
    ...CARDS.map((card) => ({ what: "a card number", pattern: digitsOf(card) })),
  ];
}

/**
 * Of a card whose digits are like no other's: any eight in a row but the last four. The test cards that Dojo publishes are
 * nearly all zeros, of which eight are found anywhere.
 */
export function digitsOfCard(card: string): Canary[] {
  const hidden = card.slice(0, -4);
  const starts = Array.from({ length: hidden.length - 7 }, (_, start) => start);
  return starts.map((start) => ({
    what: "digits of a card",
    pattern: digitsOf(hidden.slice(start, start + 8)),
  }));
}

const digitsOf = (digits: string) => new RegExp([...digits].join("[ -]?"));

const exactly = (text: string) => new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));

/** Where which canary was found, without repeating it. */
export function leaksIn(place: string, text: string, canaries: readonly Canary[]): string[] {
  return canaries.flatMap(({ what, pattern }) => (pattern.test(text) ? [`${what} in ${place}`] : []));
}

export function leaksInFiles(
  folder: string,
  canaries: readonly Canary[],
): { files: number; leaks: string[] } {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
  return {
    files: files.length,
    leaks: files.flatMap((path) => leaksIn(path, readFileSync(path, "latin1"), canaries)),
  };
}

type Ask = <Row>(text: string) => Promise<Row[]>;

/** Every row of every table, pg-boss's too. */
export async function leaksInDatabase(
  ask: Ask,
  canaries: readonly Canary[],
): Promise<{ rows: number; leaks: string[] }> {
  const tables = await ask<{ name: string }>(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  let rows = 0;
  const leaks: string[] = [];
  for (const { name } of tables) {
    const found = await ask<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    rows += found.length;
    leaks.push(...leaksIn(name, found.map(({ row }) => row).join("\n"), canaries));
  }
  return { rows, leaks };
}

type LocalSecrets = {
  DOJO_API_KEY: string;
  NEXTAUTH_SECRET: string;
  APP_SECRET: string;
  webhookSecrets: readonly string[];
};

/** Of a whole shop that a global setup started and left in TEST_CANARIES, for its tests. */
export function noteCanaries(secrets: LocalSecrets): void {
  process.env.TEST_CANARIES = JSON.stringify(secrets);
}

export function notedCanaries(passwords: readonly string[]): Canary[] {
  const { DOJO_API_KEY, NEXTAUTH_SECRET, APP_SECRET, webhookSecrets }: LocalSecrets = JSON.parse(
    setting("TEST_CANARIES"),
  );
  return canariesOf({
    ...{ apiKey: DOJO_API_KEY, sessionSecret: NEXTAUTH_SECRET, appSecret: APP_SECRET },
    ...{ webhookSecrets, passwords },
  });
}
