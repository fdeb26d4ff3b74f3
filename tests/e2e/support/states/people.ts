import { randomBytes, randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { expect, type Page } from "@playwright/test";
import { password, query } from "../shop";

export type Person = { id: string; name: string; email: string };

export const newId = () => randomBytes(16).toString("base64url");

/** Every arranged account has the same password: hashing takes longer than all else. */
let passwordHash: Promise<string> | undefined;

/** An account made by SQL: a form for each of some fifty states would take minutes. */
export async function newAccount(name = "Ada Shopper"): Promise<Person> {
  passwordHash ??= hash(password);
  const person = { id: newId(), name, email: `${randomUUID()}@example.com` };
  await query(`INSERT INTO "User" (id, name, email, "passwordHash") VALUES ($1, $2, $3, $4)`, [
    person.id,
    person.name,
    person.email,
    await passwordHash,
  ]);
  return person;
}

/** As the address form keeps it. */
export async function liveSomewhere({ id, name }: Person): Promise<void> {
  const address = { name, line1: "12 Harbour Row", line2: "Flat 3", city: "Whitby", postcode: "YO22 4EH" };
  await query(`UPDATE "User" SET "deliveryAddress" = $2 WHERE id = $1`, [id, JSON.stringify(address)]);
}

/** A new account whose session `page` has, by next-auth's own address. */
export async function signedIn(page: Page, name?: string): Promise<Person> {
  const person = await newAccount(name);
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email: person.email, password, json: "true" };
  const answer = await page.request.post("/api/auth/callback/credentials", { form });
  expect(answer.status(), "signing in").toBe(200);
  return person;
}
