import { join } from "node:path";
import { canariesOf, leaksInDatabase, leaksInFiles } from "../../setup/canaries";
import type { Ground } from "./ground";

/** What of the secrets of a ground its processes wrote to their logs or to the database: nothing, whatever went wrong. */
export async function leaksOf({ dataDir, env, sql }: Ground): Promise<string[]> {
  const canaries = canariesOf({
    apiKey: env.DOJO_API_KEY ?? "",
    webhookSecrets: (env.DOJO_WEBHOOK_SECRETS ?? "").split(","),
    sessionSecret: env.NEXTAUTH_SECRET ?? "",
    appSecret: env.APP_SECRET ?? "",
    passwords: [new URL(env.DATABASE_URL ?? "").password],
  });
  const inLogs = leaksInFiles(join(dataDir, "logs"), canaries);
  const inRows = await leaksInDatabase(async (text) => (await sql.query(text)).rows, canaries);
  if (inLogs.files === 0 || inRows.rows === 0) throw new Error("there is nothing to look through");
  return [...inLogs.leaks, ...inRows.leaks];
}
