import { describe, expect, test } from "vitest";
import { setting } from "../setup/setting";
import { sendRaw } from "./support/raw";
import { visitor } from "./support/visitor";

/** Beside 404, which most are: what is no address at all is answered 400. */
const GONE = [400, 404];

describe("58. Settings, sources, version control, source maps and the database's files are not served", () => {
  const names = [
    ...[
      ".env",
      ".env.local",
      ".env.production",
      ".env.example",
      ".git/HEAD",
      ".git/config",
      ".gitignore",
      ".npmrc",
    ],
    ...[
      "package.json",
      "package-lock.json",
      "tsconfig.json",
      "next.config.js",
      "proxy.ts",
      "instrumentation.ts",
    ],
    ...[
      "README.md",
      "prisma/schema.prisma",
      "prisma/migrations/0001_shop/migration.sql",
      "lib/env.ts",
      "app/page.tsx",
    ],
    ...[
      ".data",
      ".data/secrets.json",
      ".data/postgres/postgresql.conf",
      ".test-data",
      "data/secrets.json",
      "pgdata",
      "pgdata/PG_VERSION",
    ],
    ...[
      "backup.sql",
      "dump.sql",
      "db.sqlite",
      "logs/shop.log",
      "node_modules/next/package.json",
      "scripts/start.mjs",
    ],
    ...[
      ".next/BUILD_ID",
      ".next/required-server-files.json",
      "_next/BUILD_ID",
      "_next/server/server-reference-manifest.json",
    ],
    ...["_next/routes-manifest.json", "_next/static/../server/app-paths-manifest.json", "server/app/page.js"],
    ...[".well-known/../.env", ".svn/entries", ".DS_Store", "id_rsa", "docker-compose.yml", "Dockerfile"],
  ];

  test.each(names)("%s", async (name) => {
    const dotted = name.replaceAll("/", "%2f");
    const ways = [`/${name}`, `//${name}`, `/%2e%2e/${name}`, `/_next/static/..%2f..%2f${dotted}`];
    for (const path of ways) {
      const first = await sendRaw(path);
      // Doubled slashes are tidied up within the shop.
      const tidied =
        first.status === 308 ? new URL(String(first.headers.location), setting("SHOP_URL")) : null;
      if (tidied) expect(tidied.origin).toBe(setting("SHOP_URL"));
      const { status, text } = tidied ? await sendRaw(tidied.pathname) : first;
      expect(GONE, path).toContain(status);
      expect(text).not.toMatch(/"dependencies"|DATABASE_URL|sk_sandbox|model User|ref: refs/);
    }
  });

  test("no script or style has a source map beside it, or names one", async () => {
    const who = visitor();
    const pages = await Promise.all(["/", "/basket", "/sign-in", "/nothing"].map((path) => who.get(path)));
    const files = new Set(
      pages.flatMap(({ text }) => text.match(/\/_next\/static\/[\w./~-]+\.(?:js|css)/g) ?? []),
    );
    expect(files.size).toBeGreaterThan(3);
    for (const file of files) {
      const { status, text } = await who.get(file);
      expect(status).toBe(200);
      expect(text).not.toContain("sourceMappingURL");
      expect((await who.get(`${file}.map`)).status).toBe(404);
    }
  });
});
