import { commandLineOf, identityOf, isAlive, parentOf } from "./process-identity.mjs";

const watchEveryMs = 500;

/**
 * Calls `stop` once when the person, the system or the disappearing parent asks for it. npm killed with -9
 * cannot pass anything on; then only the missing parent tells. A service may outlive who started it: `withParent`.
 */
export function onStopRequest(stop, { withParent = true } = {}) {
  let asked = false;
  const ask = (reason) => {
    if (asked) return;
    asked = true;
    stop(reason);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => ask(signal));
  if (withParent) watchParent(() => ask("the parent process is gone"));
  // A closed terminal or pipe must not turn the last words into a crash that skips the cleaning up.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

function watchParent(onGone) {
  const parent = process.ppid;
  const npm = npmBehindShell(parent);
  const isOrphan = () => process.ppid !== parent || (npm !== null && !isAlive(npm));
  setInterval(() => isOrphan() && onGone(), watchEveryMs).unref();
}

/** npm runs scripts by `sh -c`, and some shells stay between: such a shell outlives npm and tells nothing. */
function npmBehindShell(parent) {
  if (!/^\S*sh -c /.test(commandLineOf(parent))) return null;
  const pid = parentOf(parent);
  return { pid, identity: identityOf(pid) };
}
