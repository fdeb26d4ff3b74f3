import "server-only";
import { countTestPeople } from "@/lib/auth/test-people";
import { db } from "@/lib/db/client";
import { excessPowers } from "@/lib/db/role-powers";
import { dojoEnvironment, EnvError, env } from "@/lib/env";
import { log } from "@/lib/log";

/** Settings and database, before the first request: a shop that would fail at the till does not open. */
export async function checkStart(): Promise<void> {
  try {
    // next-auth reads its own name for the shop's address.
    process.env.NEXTAUTH_URL = env().SHOP_URL;
    const isProduction = dojoEnvironment() === "production";
    if (isProduction) warnOfGaps();
    // Asked by every shop: one whose database does not answer opens nowhere.
    const moved = await db().clockOffset.count();
    if (isProduction) await checkRealShop(moved > 0);
  } catch (error) {
    if (error instanceof EnvError) refuse(error.message);
    refuse(`The shop cannot start: the database does not answer as it should. ${(error as Error).message}`);
  }
}

function warnOfGaps(): void {
  if (!env().SMTP_URL)
    log.warn("There is no SMTP_URL: mails become files, and no shopper gets a link to a new password.");
  if (env().TRUSTED_PROXIES.length === 0)
    log.warn("There is no TRUSTED_PROXIES: behind a proxy all shoppers count as one client.");
  if (!env().DOJO_ACCOUNT_ID)
    log.warn("There is no DOJO_ACCOUNT_ID: events of another account of yours are not told apart.");
}

async function checkRealShop(isClockMoved: boolean): Promise<void> {
  const faults = [];
  if (isClockMoved) faults.push("Its clock is moved (ClockOffset holds a row).");
  const people = await countTestPeople();
  if (people > 0)
    faults.push(`${people} of its users have addresses of tests (example.com, .test and the like).`);
  if (faults.length > 0)
    refuse(`The shop cannot start: its database was used for tests.\n  ${faults.join("\n  ")}`);
  const powers = await excessPowers();
  if (powers.length > 0)
    log.warn(`The database role of the shop has more rights than it needs: it ${powers.join(", it ")}.`);
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(78);
}
