import "server-only";
import { AsyncResource } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** 200 refusals a second, for all senders together. */
const APART_MS = 5;
/** As many as that after a quiet time, 1,000, are answered at once: a secret that was rotated at Dojo is no flood. */
const SPARED_MS = 5_000;
const MOST_WAITING = 2_000;

let freeAt = Number.NEGATIVE_INFINITY;
let waiting = 0;

/**
 * Calls `answer` when its turn has come; until then nothing more is read from that connection, so that a flood waits in
 * its sender's own buffers and not in ours. Whoever comes when two thousand wait is hung up on.
 */
export function holdBack(socket: Socket, answer: () => void): void {
  const now = performance.now();
  const turn = Math.max(freeAt, now - SPARED_MS) + APART_MS;
  if (turn > now && waiting >= MOST_WAITING) {
    socket.destroy();
    return;
  }
  freeAt = turn;
  if (turn <= now) {
    answer();
    return;
  }
  waiting += 1;
  socket.pause();
  const whenDue = () => {
    waiting -= 1;
    answer();
  };
  setTimeout(whenDue, turn - now).unref();
}

const lines = new WeakMap<Socket, (() => void)[]>();

/**
 * Requests that came down one connection without waiting for answers are judged one after the other, and more of them
 * are read when none is left.
 */
export function inLine(request: IncomingMessage, judge: (next: () => void) => void): void {
  const { socket } = request;
  const next = () => {
    const following = lines.get(socket)?.shift();
    if (following) return following();
    lines.delete(socket);
    if (socket.isPaused()) socket.resume();
  };
  const begin = () => {
    // Of the last one the rest is still to come.
    if (!request.complete && socket.isPaused()) socket.resume();
    judge(next);
  };
  const line = lines.get(socket);
  if (line) line.push(AsyncResource.bind(begin));
  else {
    lines.set(socket, []);
    begin();
  }
}
