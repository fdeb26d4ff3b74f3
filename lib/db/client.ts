import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { z } from "zod";
import { env } from "@/lib/env";
import { Prisma, PrismaClient } from "./generated/client";

const kept = globalThis as typeof globalThis & { shopDatabase?: PrismaClient };

export function openDatabase(url: string): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }) });
}

/** One client and pool for the process; kept on `globalThis` because hot reload evaluates modules again. */
export function db(): PrismaClient {
  kept.shopDatabase ??= openDatabase(env().DATABASE_URL);
  return kept.shopDatabase;
}

export type Tx = Prisma.TransactionClient;

const rawFailure = z.object({
  driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }),
});

/** True for PostgreSQL's unique violation (23505): the other of two racing writers got there first. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === "P2002") return true;
  // Raw queries come with the database's own code, inside the adapter's error.
  return rawFailure.safeParse(error.meta).data?.driverAdapterError.cause.originalCode === "23505";
}
