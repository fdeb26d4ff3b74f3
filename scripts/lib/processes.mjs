import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { collectOutput } from "./child-output.mjs";
import { endProcess, noteOf, recordProcess, signalGroup } from "./leftovers.mjs";
import { identityOf } from "./process-identity.mjs";
import { Refusal } from "./say.mjs";
import { startGuard } from "./start-guard.mjs";

/**
 * Everything one command starts, so that it can stop it all again, last started first. Children lead their own
 * process groups: Ctrl-C reaches only us, and we decide the order.
 */
export function createProcesses({ runDir, logDir, onUnexpectedExit = () => {} }) {
  const children = [];
  const guard = startGuard();
  let stopping = null;

  /** Starts a program that should run until stopped; `onLine` sees what it prints, `inherit` shows it as it is. */
  function start(
    name,
    command,
    args,
    { stopSignal, oneOff = false, onLine, inherit = false, ...options } = {},
  ) {
    if (stopping) throw new Refusal(`Stopping: ${name} is not started any more.`);
    const stdio = inherit ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"];
    const child = spawn(command, args, { ...options, detached: true, stdio });
    const output = inherit
      ? { lastLines: () => "", close: () => {} }
      : collectOutput(child, { logDir, name, onLine });
    const { pid } = child;
    const forget = pid === undefined ? () => {} : remember({ name, pid, stopSignal });
    const entry = { name, child, stopSignal, state: "running", lastLines: output.lastLines };
    entry.exited = exitOf(child).then((result) => {
      const expected = stopping || oneOff || entry.state === "stopping";
      entry.state = "ended";
      if (pid !== undefined) signalGroup(pid, "SIGKILL");
      forget();
      output.close();
      if (result.error) entry.lastLines = () => result.error.message;
      if (!expected) onUnexpectedExit(entry, result);
      return result;
    });
    children.push(entry);
    return entry;
  }

  /** Known to the guard for our own sudden death, and in a file for the case that the guard dies too. */
  function remember(started) {
    const note = noteOf({ ...started, sequence: children.length });
    const erase = recordProcess(runDir, note);
    guard.started(note);
    return () => {
      erase();
      guard.ended(note.pid);
    };
  }

  /** Runs a program to its end and gives what it printed; failing is a refusal with its last words. */
  async function run(name, command, args, options = {}) {
    const entry = start(name, command, args, { ...options, oneOff: true });
    const { code, signal } = await entry.exited;
    if (code === 0) return entry.lastLines();
    throw new Refusal(`${name} failed (${signal ?? `exit ${code}`}):\n${entry.lastLines()}`);
  }

  async function stop({ child, ...entry }) {
    if (entry.state === "ended" || child.pid === undefined) return;
    await endProcess({ pid: child.pid, identity: identityOf(child.pid), stopSignal: entry.stopSignal });
    await entry.exited;
  }

  /** Ends one on purpose, as a crash or an operator would; resolves when it is gone. */
  async function end(name, signal) {
    const entry = children.findLast((each) => each.name === name && each.state === "running");
    if (!entry) throw new Error(`${name} is not running`);
    entry.state = "stopping";
    entry.child.kill(signal);
    await entry.exited;
  }

  function stopAll() {
    stopping ??= (async () => {
      for (const entry of children.toReversed()) await stop(entry);
      await guard.dismiss();
    })();
    return stopping;
  }

  return { start, run, end, stopAll, isStopping: () => stopping !== null };
}

/** Waits a little for the last words in the pipes, not for ever: a grandchild may hold them open. */
async function exitOf(child) {
  const closed = new Promise((resolve) => child.once("close", resolve));
  const result = await new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: 127, signal: null, error }));
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  await Promise.race([closed, sleep(300, null, { ref: false })]);
  child.stdout?.destroy();
  child.stderr?.destroy();
  return result;
}
