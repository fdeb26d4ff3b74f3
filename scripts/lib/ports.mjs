import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { writePrivateFile } from "./private-files.mjs";
import { Refusal } from "./say.mjs";

/** Refuses early and by name: a port that is taken otherwise shows up as a stack trace of some other program. */
export async function requireFreePort(port, variable) {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Refusal(`${variable} must be a port between 1 and 65535.`);
  if (await isFree(port)) return;
  throw new Refusal(
    `Port ${port} is already in use. Stop the program that listens there, or choose another one: ${variable}=${port + 1} npm start`,
  );
}

/** Loopback and every address are tried one after the other: Linux lets both be listened on by two programs. */
export async function isFree(port) {
  for (const host of ["127.0.0.1", "::1", "::"]) {
    const outcome = await tryListen(port, host);
    if (outcome === "EADDRINUSE" || outcome === "EACCES") return false;
  }
  return true;
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The database's port is chosen once and kept, so that tools pointed at it keep working. */
export async function keptPort(dataDir, { wanted, variable }) {
  if (wanted !== undefined) {
    await requireFreePort(wanted, variable);
    return wanted;
  }
  const path = join(dataDir, "ports.json");
  const kept = readPorts(path)[variable];
  if (kept !== undefined && (await isFree(kept))) return kept;
  const port = await freePort();
  writePrivateFile(path, `${JSON.stringify({ ...readPorts(path), [variable]: port })}\n`);
  return port;
}

function readPorts(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return {};
    throw error;
  }
}

function tryListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve("free")));
  });
}
