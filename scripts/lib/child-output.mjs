import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder } from "./private-files.mjs";

const keptLines = 40;

/** Keeps a child's last lines for the post-mortem and, with `logDir`, all of them in a file. */
export function collectOutput(child, { logDir, name, onLine }) {
  const lines = [];
  const log = logDir && openLog(logDir, name);
  for (const stream of [child.stdout, child.stderr]) {
    readLines(stream, (line) => {
      lines.push(line);
      if (lines.length > 4 * keptLines) lines.splice(0, 2 * keptLines);
      log?.write(`${line}\n`);
      onLine?.(line);
    });
  }
  return { lastLines: () => lines.slice(-keptLines).join("\n"), close: () => log?.end() };
}

function openLog(logDir, name) {
  makePrivateFolder(logDir);
  return createWriteStream(join(logDir, `${name.replaceAll(/[^a-z0-9]+/gi, "-")}.log`), { mode: 0o600 });
}

function readLines(stream, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) onLine(part);
  });
  stream.on("end", () => rest && onLine(rest));
}
