import type { ChildProcess } from "node:child_process";

export type Started = {
  name: string;
  child: ChildProcess;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  lastLines: () => string;
};
export type Processes = {
  readonly start: (
    name: string,
    command: string,
    args: string[],
    options: { cwd?: string; env?: Environment; oneOff?: boolean; onLine?: (line: string) => void },
  ) => Started;
  readonly end: (name: string, signal: NodeJS.Signals) => Promise<void>;
  readonly stopAll: () => Promise<void>;
};
export type TestRun = { dataDir: string; processes: Processes; close: () => Promise<void> };
type Environment = Record<string, string | undefined>;

export const root: string;
export function openTestRun(name: string): Promise<TestRun>;
export function prepareTestRun<T>(name: string, prepare: (run: TestRun) => Promise<T>): Promise<T>;
export function freePort(): Promise<number>;
export function localSecrets(dataDir: string): {
  NEXTAUTH_SECRET: string;
  APP_SECRET: string;
  DOJO_API_KEY: string;
  POSTGRES_PASSWORD: string;
  POSTGRES_APP_PASSWORD: string;
};
export function openDataFolder(dataDir: string): void;
/** The same database, for the role that changes no tables. */
export function asAppRole(ownerUrl: string, secrets: { POSTGRES_APP_PASSWORD: string }): string;
export function startPostgres(
  processes: Processes,
  options: { dataDir: string; password: string; wantedPort?: number; durable?: boolean },
): Promise<string>;
export function startEmulator(
  processes: Processes,
  options: { port: number; dataDir: string; env: Environment },
): Promise<string>;
export function startSubscribedEmulator(
  processes: Processes,
  options: { port: number; dataDir: string; env: Environment; webhookUrl: string },
): Promise<{ url: string; webhookSecrets: string[] }>;
export { testLimits } from "./test-limits.mjs";
export function startTestShop(name: string): Promise<{
  url: string;
  emulatorUrl: string;
  databaseUrl: string;
  apiKey: string;
  secrets: ReturnType<typeof localSecrets> & { webhookSecrets: string[] };
  dataDir: string;
  distDir: string;
  startAnother: (name: string, changes: { distDir?: string; env?: Environment }) => Promise<string>;
  close: () => Promise<void>;
}>;
export function ensureGenerated(processes: Processes): Promise<void>;
export function ensureBuilt(processes: Processes): Promise<string>;
export function shopCommand(options: { port: number; distDir: string; dev?: boolean }): {
  command: string;
  args: string[];
  cwd: string;
  env: { NODE_ENV: "production" | "development"; [name: string]: string };
};
export function shopEnvironment(options: {
  env: Environment;
  place: { dataDir: string; port: number };
  secrets: ReturnType<typeof localSecrets>;
  databaseUrl: string;
  emulator: { url: string; webhookSecrets: string[] };
}): Record<string, string>;
export function programArguments(program: string, ...words: string[]): string[];
export function waitUntilAnswers(
  entry: Started,
  url: string,
  options?: { timeoutMs?: number },
): Promise<void>;
export function withoutDotEnv(): Record<string, string>;
export function isFree(port: number): Promise<boolean>;
export function identityOf(pid: number): string | null;
export function parentOf(pid: number): number;
export function commandLineOf(pid: number): string;
export function removePostgresData(dataDir: string): void;
export function endLeftovers(runDir: string): Promise<void>;
export type ProcessNote = { name: string; pid: number; identity: string | null; sequence: number };
export function noteOf(process: { name: string; pid: number; sequence: number }): ProcessNote;
export function recordProcess(runDir: string, note: ProcessNote): () => void;
