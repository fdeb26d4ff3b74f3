import { connect } from "node:net";
import { forgery } from "../../setup/forgery";

/** What became of a flood. `share` is how much of one core it took itself. */
export type Told = {
  sent: number;
  answers: Record<string, number>;
  unanswered: number;
  errors: Record<string, number>;
  seconds: number;
  share: number;
};

/*
 * Forged deliveries at a steady rate until SIGTERM, then what became of them as JSON. Bytes over sockets and no client
 * library, so that the flood takes as little as possible from the machine that it shares with the shop.
 */
const [way, port, perSecond] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const KEPT = 50;
const TICK_MS = 2;

const request = Buffer.from(forgery());
const told: Omit<Told, "seconds" | "share"> = { sent: 0, answers: {}, unanswered: 0, errors: {} };

function open() {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  socket.on("data", (bytes) => {
    for (const [, status = ""] of bytes.toString("latin1").matchAll(/HTTP\/1\.1 (\d{3})/g))
      told.answers[status] = (told.answers[status] ?? 0) + 1;
  });
  socket.on("error", ({ code = "" }: NodeJS.ErrnoException) => {
    told.errors[code] = (told.errors[code] ?? 0) + 1;
  });
  return socket;
}

/** Each over a connection of its own, which goes once it has its answer. */
function overNewOnes(): () => void {
  return () => {
    const socket = open();
    socket.write(request);
    socket.once("data", () => socket.end());
    socket.once("close", () => {
      if (socket.bytesRead === 0) told.unanswered += 1;
    });
  };
}

/** In turns over the same fifty, without waiting for answers. */
function overKeptOnes(): () => void {
  const sockets = Array.from({ length: KEPT }, open);
  return () => void sockets[told.sent % KEPT]?.write(request);
}

const send = way === "new" ? overNewOnes() : overKeptOnes();
const sinceMs = performance.now();
setInterval(() => {
  const due = ((performance.now() - sinceMs) / 1_000) * perSecond;
  for (; told.sent < due; told.sent += 1) send();
}, TICK_MS);

process.once("SIGTERM", () => {
  const seconds = (performance.now() - sinceMs) / 1_000;
  const { user, system } = process.cpuUsage();
  const last: Told = { ...told, seconds, share: (user + system) / 1e6 / seconds };
  process.stdout.write(JSON.stringify(last), () => process.exit());
});
