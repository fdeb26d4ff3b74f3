import "server-only";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { keepContext } from "@/lib/border/request-context";

/** Forty refusals each 200 ms, for all senders together: one at a time, the waking alone would cost as much as five of them. */
const AT_A_TIME = 40;
const EVERY_MS = 200;
/** After a quiet time so many are answered at once: a secret that was rotated at Dojo is no flood. */
const SPARE = 1_000;
/** One second's worth: each is a connection that a proxy before the shop has to keep too. */
const MOST_WAITING = 200;

const waiting: { socket: Socket; answer: () => void }[] = [];
let spare = SPARE;
let ticking: NodeJS.Timeout | undefined;

/**
 * Calls `answer` when its turn has come; until then nothing more is read from that connection, so that a flood waits in
 * its sender's own buffers and not in ours. When two hundred wait, whoever waits longest is hung up on: that a sender has
 * gone cannot be seen while nothing is read.
 */
export function holdBack(socket: Socket, answer: () => void): void {
  ticking ??= setInterval(tick, EVERY_MS).unref();
  if (spare > 0) {
    spare -= 1;
    answer();
    return;
  }
  if (waiting.length >= MOST_WAITING) waiting.shift()?.socket.destroy();
  stopReading(socket);
  const inTurn = keepContext(() => {
    held.delete(socket);
    answer();
  });
  waiting.push({ socket, answer: inTurn });
}

const held = new WeakSet<Socket>();
const watched = new WeakSet<Socket>();

/** Node's server begins to read again after each request, even when `pause` came meanwhile: it is told once more. */
function stopReading(socket: Socket): void {
  held.add(socket);
  socket.pause();
  if (watched.has(socket)) return;
  watched.add(socket);
  socket.on("resume", () => {
    if (held.has(socket)) socket.emit("pause");
  });
}

/** Whatever was read or said since: a connection that seems to flow may have been told to stop all the same. */
function readOn(socket: Socket): void {
  if (watched.has(socket)) socket.pause().resume();
}

function tick(): void {
  const due = waiting.splice(0, AT_A_TIME);
  for (const { answer } of due) answer();
  spare = Math.min(SPARE, spare + AT_A_TIME - due.length);
  if (spare < SPARE) return;
  clearInterval(ticking);
  ticking = undefined;
}

const lines = new WeakMap<Socket, (() => void)[]>();

/**
 * Requests that came down one connection without waiting for answers are judged one after the other, and more of them
 * are read when none is left.
 */
export function inLine(request: IncomingMessage, judge: (next: () => void) => void): void {
  const { socket } = request;
  const next = () => {
    // Nobody waits for the rest of a connection that broke off.
    const following = socket.destroyed ? undefined : lines.get(socket)?.shift();
    if (following) return following();
    lines.delete(socket);
    readOn(socket);
  };
  const begin = () => {
    // Of the last one the rest is still to come.
    if (!request.complete) readOn(socket);
    judge(next);
  };
  const line = lines.get(socket);
  if (line) line.push(keepContext(begin));
  else {
    lines.set(socket, []);
    begin();
  }
}
