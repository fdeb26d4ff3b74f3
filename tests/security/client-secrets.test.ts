import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { localSecrets, root } from "../../scripts/lib/stack.mjs";
import { setting } from "../setup/setting";

function filesIn(folder: string, pattern: RegExp): { name: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => pattern.test(name) && !name.includes("generated"))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(root, folder, name), "utf8") }));
}

const shipped = () => [
  ...filesIn(`${setting("TEST_DIST_DIR")}/static`, /\.(js|css|json|map|txt|html)$/),
  ...filesIn("public", /\.(svg|txt|json|html)$/),
];
const sources = ["app", "lib", "components"].flatMap((folder) => filesIn(folder, /\.tsx?$/));
const namesWith = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe("10. What holds a secret stays on the server: its modules say so in their first line, and no file a browser is sent names one", () => {
  test("no file for the browser holds a secret, or the name of one", () => {
    const secrets = [
      ...Object.values(localSecrets(setting("TEST_DATA_DIR"))),
      setting("TEST_WEBHOOK_SECRET"),
    ];
    const words =
      /[sc][ks]_(sandbox|prod)_|DOJO_|DATABASE_URL|NEXTAUTH_SECRET|APP_SECRET|postgres(ql)?:|api\.dojo\.tech/;
    const files = shipped();
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter(({ text }) => words.test(text)).map(({ name }) => name)).toEqual([]);
    for (const secret of secrets) expect(files.filter(({ text }) => text.includes(secret))).toEqual([]);
  });

  test("and can fail: the server's half does name them", () => {
    const server = filesIn(`${setting("TEST_DIST_DIR")}/server`, /\.js$/);
    expect(server.some(({ text }) => text.includes("DOJO_API_KEY"))).toBe(true);
  });

  test("every module that reads settings, keys, the database or Dojo's client is for the server only", () => {
    const reads = /^import (?!type)[^;]*from "@\/lib\/(env|keys|db\/client|dojo\/client)";/m;
    const readers = sources.filter(({ name, text }) => name.startsWith("lib/") && reads.test(text));
    expect(readers.length).toBeGreaterThan(30);
    const open = readers
      .filter(({ text }) => !text.startsWith('import "server-only";'))
      .map(({ name }) => name);
    expect(open).toEqual([]);
  });
});

describe("35. Dojo's key is read in one module of the server, which sends it in one header, and no setting is public", () => {
  test("only the client of Dojo takes it, and only the settings name it beside", () => {
    const settings = ["lib/check-production.ts", "lib/env.ts"];
    expect(namesWith(/DOJO_API_KEY/).sort()).toEqual([...settings, "lib/dojo/client.ts"].sort());
    expect(namesWith(/env\(\)\.DOJO_API_KEY/).sort()).toEqual(["lib/dojo/client.ts", "lib/env.ts"]);
    expect(namesWith(/`Basic /)).toEqual(["lib/dojo/client.ts"]);
  });

  test("nothing is called NEXT_PUBLIC_", () => {
    expect(namesWith(/NEXT_PUBLIC_/)).toEqual([]);
    expect(readFileSync(join(root, "next.config.js"), "utf8")).not.toMatch(/NEXT_PUBLIC_|\benv:/);
    expect(readFileSync(join(root, ".env.example"), "utf8")).not.toContain("NEXT_PUBLIC_");
  });
});
