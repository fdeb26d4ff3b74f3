import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const makers = {
  NEXTAUTH_SECRET: () => random(32),
  APP_SECRET: () => random(32),
  DOJO_API_KEY: () => `sk_sandbox_${random(24)}`,
  POSTGRES_PASSWORD: () => random(24),
};

/**
 * Secrets for a run on this machine, random per DATA_DIR and kept: nothing secret has a default, and sign-ins
 * survive a restart.
 */
export function localSecrets(dataDir) {
  const path = join(dataDir, "secrets.json");
  const kept = read(path);
  const secrets = Object.fromEntries(
    Object.entries(makers).map(([name, make]) => [name, kept[name] ?? make()]),
  );
  if (Object.keys(makers).some((name) => kept[name] === undefined)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  chmodSync(path, 0o600);
  return secrets;
}

function random(bytes) {
  return randomBytes(bytes).toString("base64url");
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
}
