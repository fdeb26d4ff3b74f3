import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
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

/** True for PostgreSQL's unique violation: the other of two racing writers got there first. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return true;
  return error instanceof Prisma.PrismaClientKnownRequestError && `${error.meta?.code}` === "23505";
}
