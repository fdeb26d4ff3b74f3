import { expect, test } from "vitest";
import { isDatabaseBusy } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

type Cause = { kind: string; originalCode?: string };

/** As Prisma tells of a query that failed: by model with a code of its own, by raw query always with P2010. */
function failure(code: string, cause?: Cause): Error {
  const meta = cause && { driverAdapterError: Object.assign(new Error(cause.kind), { cause }) };
  return new Prisma.PrismaClientKnownRequestError("it failed", { code, clientVersion: "7", meta });
}

const unreachable = { kind: "DatabaseNotReachable" };
const closed = { kind: "ConnectionClosed" };
const full = { kind: "TooManyConnections", originalCode: "53300" };

test.each([
  ["nobody answers", failure("P1001", unreachable)],
  ["nobody answers, raw", failure("P2010", unreachable)],
  ["a connection that was closed", failure("P1017", closed)],
  ["a connection that was closed, raw", failure("P2010", closed)],
  ["no connection to spare", failure("P2037", full)],
  ["no connection to spare, raw", failure("P2010", full)],
  ["no lock in time", failure("P2010", { kind: "postgres", originalCode: "55P03" })],
  ["a transaction that could not begin", failure("P2028")],
  ["the driver's own words", new Error("Connection terminated unexpectedly")],
])("%s: the same may be asked again", (_, error) => expect(isDatabaseBusy(error)).toBe(true));

test.each([
  [
    "a row that is there already",
    failure("P2002", { kind: "UniqueConstraintViolation", originalCode: "23505" }),
  ],
  ["a wrong password", failure("P1000", { kind: "AuthenticationFailed", originalCode: "28P01" })],
  ["a wrong statement, raw", failure("P2010", { kind: "postgres", originalCode: "42601" })],
  ["any other error", new Error("it failed")],
])("%s: asking again would not help", (_, error) => expect(isDatabaseBusy(error)).toBe(false));
