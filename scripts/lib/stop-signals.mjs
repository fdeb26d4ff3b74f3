const watchEveryMs = 300;

/**
 * Calls `stop` once when the person, the system or the disappearing parent asks for it. npm killed with -9
 * cannot pass anything on; then only the changed parent tells.
 */
export function onStopRequest(stop) {
  let asked = false;
  const ask = (reason) => {
    if (asked) return;
    asked = true;
    stop(reason);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => ask(signal));
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && ask("the parent process is gone"), watchEveryMs).unref();
  // A closed terminal or pipe must not turn the last words into a crash that skips the cleaning up.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}
