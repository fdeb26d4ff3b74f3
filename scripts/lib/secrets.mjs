import { randomBytes } from "node:crypto";
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { openDataFolder, writePrivateFile } from "./private-files.mjs";

const makers = {
  NEXTAUTH_SECRET: () => random(32),
  APP_SECRET: () => random(32),
  DOJO_API_KEY: () => `sk_sandbox_${random(24)}`,
  POSTGRES_PASSWORD: () => random(24),
  POSTGRES_APP_PASSWORD: () => random(24),
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
    openDataFolder(dataDir);
    writePrivateFile(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`);
    renameSync(`${path}.new`, path);
  }
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
