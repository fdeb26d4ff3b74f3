/** Throwing here would not stop Next, so a shop that cannot work says why and exits (78: EX_CONFIG). */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const development = process.env.NODE_ENV === "development";
  if (!development) (await import("@/lib/log")).logConsole();
  const { checkStart } = await import("@/lib/check-start");
  await checkStart();
  const { guardServers } = await import("@/lib/border/guard-server");
  guardServers({ hotReload: development });
}
