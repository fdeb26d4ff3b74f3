import "server-only";
import { db } from "@/lib/db/client";
import { dojoEnvironment, EnvError, env } from "@/lib/env";
import { log } from "@/lib/log";

/** Settings and database, before the first request: a shop that would fail at the till does not open. */
export async function checkStart(): Promise<void> {
  try {
    // next-auth reads its own name for the shop's address.
    process.env.NEXTAUTH_URL = env().SHOP_URL;
    if (dojoEnvironment() === "production" && !env().SMTP_URL)
      log.warn("There is no SMTP_URL: mails become files, and no shopper gets a link to a new password.");
    const moved = await db().clockOffset.count();
    if (moved > 0 && dojoEnvironment() === "production")
      refuse("The database's clock is moved (ClockOffset holds a row): that is for tests only.");
  } catch (error) {
    if (error instanceof EnvError) refuse(error.message);
    refuse(`The shop cannot start: the database does not answer as it should. ${(error as Error).message}`);
  }
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(78);
}
