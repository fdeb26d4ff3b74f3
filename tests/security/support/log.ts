import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import type { AuditEvent } from "@/lib/audit";
import { setting } from "../../setup/setting";
import type { Answer } from "./visitor";

export type LogLine = Record<string, unknown>;

/** What the shop's server has printed so far; Next's own lines come before the first of ours. */
export function shopLog(): string[] {
  return linesOf(join(setting("TEST_DATA_DIR"), "logs", "shop.log"));
}

/** The audit lines of every process: who notes something is not always who was asked. */
export function auditLines(isMeant: (line: LogLine) => boolean): LogLine[] {
  const folder = join(setting("TEST_DATA_DIR"), "logs");
  const lines = readdirSync(folder).flatMap((file) => linesOf(join(folder, file)));
  return auditsAmong(lines).filter(isMeant);
}

export function auditsAmong(lines: string[]): LogLine[] {
  return lines
    .filter((line) => line.startsWith("{") && line.includes('"audit"'))
    .map((line): LogLine => JSON.parse(line))
    .filter(({ audit }) => audit !== undefined);
}

/** The last one may be half written. */
function linesOf(file: string): string[] {
  return readFileSync(file, "utf8").split("\n").slice(0, -1);
}

/** The line about one request, which has to come, and to come alone. */
export async function afterAnswer(answer: Promise<Answer>, audit: AuditEvent): Promise<LogLine[]> {
  const requestId = (await answer).headers.get("x-request-id");
  return comes((entry) => entry.audit === audit && entry.requestId === requestId);
}

export async function comes(isMeant: (entry: LogLine) => boolean): Promise<LogLine[]> {
  return vi.waitFor(
    () => {
      const found = auditLines(isMeant);
      if (found.length === 0) throw new Error("no such line came");
      return found;
    },
    { timeout: 10_000, interval: 50 },
  );
}

/** Of these only so many are written in ten seconds, and other tests cause them too: until one is. */
export async function oneOfMany(ask: () => Promise<Answer>, audit: AuditEvent): Promise<LogLine[]> {
  return vi.waitFor(
    async () => {
      const requestId = (await ask()).headers.get("x-request-id");
      await ask();
      const found = auditLines((entry) => entry.audit === audit && entry.requestId === requestId);
      if (found.length === 0) throw new Error("it was left out");
      return found;
    },
    { timeout: 20_000, interval: 500 },
  );
}
