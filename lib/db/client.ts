import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { z } from "zod";
import { env } from "@/lib/env";
import { Prisma, PrismaClient } from "./generated/client";

const kept = globalThis as typeof globalThis & { shopDatabase?: PrismaClient };

/** Nobody waits longer for a row: a few who wait would hold every connection, and the shop with them. */
const LOCK_TIMEOUT_MS = 2_000;
/** A process that stands still within a transaction keeps its locks no longer than this. */
const IDLE_TIMEOUT_MS = 5_000;

export function openDatabase(url: string): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: 10,
      lock_timeout: LOCK_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_TIMEOUT_MS,
    }),
  });
}

/** One client and pool for the process; kept on `globalThis` because hot reload evaluates modules again. */
export function db(): PrismaClient {
  kept.shopDatabase ??= openDatabase(env().DATABASE_URL);
  return kept.shopDatabase;
}

export type Tx = Prisma.TransactionClient;

const adapterFailure = z.object({
  cause: z.object({ originalCode: z.string().optional(), kind: z.string() }),
});
const rawFailure = z.object({ driverAdapterError: adapterFailure });

/** True for PostgreSQL's unique violation (23505): the other of two racing writers got there first. */
export function isUniqueViolation(error: unknown): boolean {
  return prismaCode(error) === "P2002" || adapterCause(error)?.originalCode === "23505";
}

/** No connection in time; a transaction that could not begin, or lost a race. */
const PASSING = ["P2024", "P2028", "P2034"];
/** No lock in time, a deadlock, a lost race; stood still for too long; the database ends, begins or is full. */
const PASSING_CODES = ["55P03", "40P01", "40001", "25P03", "57P01", "57P03", "53300"];
/** Nobody answers, or no more: without a code of the database's. P1001 and P1017, where Prisma gives one. */
const PASSING_KINDS = ["DatabaseNotReachable", "ConnectionClosed"];

/**
 * True when the database could not do it just now and the same may be asked again. A connection that was cut may
 * have done it: so this is for work that is done once however often it is asked for.
 */
export function isDatabaseBusy(error: unknown): boolean {
  const { originalCode = "", kind = "" } = adapterCause(error) ?? {};
  return (
    PASSING.includes(prismaCode(error) ?? "") ||
    PASSING_CODES.includes(originalCode) ||
    PASSING_KINDS.includes(kind) ||
    isCutConnection(error)
  );
}

/** The driver has no code for these, only words, and Prisma hands them on at the end of a transaction. */
function isCutConnection(error: unknown): boolean {
  return error instanceof Error && /^Connection terminated|is not queryable$/.test(error.message);
}

function prismaCode(error: unknown): string | undefined {
  return error instanceof Prisma.PrismaClientKnownRequestError ? error.code : undefined;
}

/** What the adapter says, with the database's own code: queries come with it inside, and a failed COMMIT is that error. */
function adapterCause(error: unknown) {
  if (error instanceof Prisma.PrismaClientKnownRequestError)
    return rawFailure.safeParse(error.meta).data?.driverAdapterError.cause;
  return adapterFailure.safeParse(error).data?.cause;
}
