/** Throwing here would not stop Next, so a shop that cannot work says why and exits (78: EX_CONFIG). */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkStart } = await import("@/lib/check-start");
  await checkStart();
}
