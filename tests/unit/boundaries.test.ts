import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const files = ["app", "components", "lib"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, "/")))
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("lib/db/generated/")),
);
const sources = new Map(files.map((name) => [name, readFileSync(path.join(root, name), "utf8")]));
const filesWith = (pattern: RegExp) => files.filter((name) => pattern.test(sources.get(name) ?? ""));
const outside = (found: readonly string[], ...allowed: (string | RegExp)[]) =>
  found.filter(
    (name) => !allowed.some((rule) => (typeof rule === "string" ? rule === name : rule.test(name))),
  );

describe("the shop's source", () => {
  test("is found", () => {
    expect(files).toContain("lib/env.ts");
    expect(files).toContain("lib/dojo/client.ts");
    expect(files.some((name) => name.startsWith("app/"))).toBe(true);
    expect(files.some((name) => name.startsWith("components/"))).toBe(true);
  });

  test("reads the environment in one place", () => {
    expect(
      outside(filesWith(/\bprocess\s*\.\s*env\b|import\.meta\.env/), "lib/env.ts", "lib/check-start.ts"),
    ).toEqual([]);
    const inStart = sources.get("lib/check-start.ts")?.match(/process\.env.*/g);
    expect(inStart).toEqual(["process.env.NEXTAUTH_URL = env().SHOP_URL;"]);
  });

  test("knows Dojo's settings only where Dojo is spoken to", () => {
    const allowed = [
      "lib/env.ts",
      "lib/check-production.ts",
      /^lib\/dojo\//,
      "lib/customers/dojo-account.ts",
    ];
    expect(outside(filesWith(/DOJO_API/), ...allowed)).toEqual([]);
  });

  test("speaks to Dojo only through its client", () => {
    const fetches = filesWith(/(?<!\bboss\.)\bfetch\(/);
    // The shop's test of its own webhook asks nobody but itself.
    expect(outside(fetches, "lib/dojo/client.ts", "lib/operations/deliver-to-ourselves.ts")).toEqual([]);
    expect(outside(filesWith(/\bcallDojo\b|dojo\/(client|wire)"/), /^lib\/dojo\//)).toEqual([]);
  });

  test("changes an order's status in one place, and an attempt's where it is made and mirrored", () => {
    const setsStatus =
      /UPDATE "Order"[^`]*?SET(?:(?!WHERE)[^`])*?[\s,(]status\s*=|order\.update\w*\([^;]*\bstatus:[^;]*data:|order\.update\w*\([^;]*data:[^;]*\bstatus:/;
    expect(filesWith(setsStatus)).toEqual(["lib/checkout/write-verdict.ts"]);
    const setsState =
      /UPDATE "PaymentAttempt"[^`]*?SET(?:(?!WHERE)[^`])*?[\s,(]state\s*=|paymentAttempt\.update/;
    expect(filesWith(setsState)).toEqual(["lib/checkout/attempts.ts", "lib/checkout/write-verdict.ts"]);
  });

  test("changes an order's status in no route or component", () => {
    expect(filesWith(/\$(execute|query)Raw/).filter((name) => !name.startsWith("lib/"))).toEqual([]);
  });

  test("makes accounts of what this shop takes only", () => {
    expect(outside(filesWith(/\bsignUpInput\b/), /^lib\/auth\//)).toEqual([]);
  });

  test("never asks for unsafe SQL", () => {
    expect(filesWith(/\$(execute|query)RawUnsafe|Prisma\.raw\(/)).toEqual([]);
  });

  test("never imports the emulator, the tests or the scripts", () => {
    expect(filesWith(/from "(@\/|(\.\.\/)+)(emulator|tests|scripts)\//)).toEqual([]);
  });
});

describe("code that must stay on the server", () => {
  const pure = ["lib/auth/callback-url.ts", "lib/auth/credentials.ts"];
  const serverFiles = files.filter((name) => /^lib\/(dojo|db|auth)\//.test(name) && !pure.includes(name));

  test.each([...serverFiles, "lib/env.ts", "lib/keys.ts", "lib/log.ts"])(
    "%s says so in its first line",
    (name) => {
      expect(sources.get(name)?.split("\n")[0]).toBe('import "server-only";');
    },
  );

  test("is imported by no client component", () => {
    for (const name of filesWith(/^"use client"/))
      expect(sources.get(name), name).not.toMatch(
        /from "@\/lib\/(dojo|db|auth|env|keys|log|checkout|customers)/,
      );
  });

  test("is offered to the browser only by files named actions.ts", () => {
    expect(outside(filesWith(/["']use server["']/), /^app\/(.*\/)?actions\.ts$/)).toEqual([]);
  });
});

describe("markup", () => {
  test("has no style attribute, which the content security policy forbids", () => {
    expect(filesWith(/\bstyle=/)).toEqual([]);
  });

  test("has no raw HTML", () => {
    expect(filesWith(/dangerouslySetInnerHTML/).filter((name) => name !== "app/layout.tsx")).toEqual([]);
  });

  test("names no key, no customer secret", () => {
    expect(outside(filesWith(/\b[sc]k?s?_(sandbox|prod)_\w/), "lib/env.ts", "lib/log.ts")).toEqual([]);
  });
});
