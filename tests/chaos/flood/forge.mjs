import { connect } from "node:net";

/*
 * Forged deliveries at a steady rate until SIGTERM, then what came back as JSON. Bytes over sockets and no client library, so
 * that the flood takes as little as possible from the machine that it shares with the shop.
 */
const [port, perSecond] = process.argv.slice(2).map(Number);
const SOCKETS = 50;
const TICK_MS = 2;

const body =
  '{"id":"evt_forged","event":"payment_intent.status_updated","data":{"paymentIntentId":"pi_forged"}}';
const signature = `sha256=${Array.from({ length: 32 }, () => "AB").join("-")}`;
const request = Buffer.from(
  `POST /api/webhooks/dojo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n` +
    `dojo-signature: ${signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
);

const told = { sent: 0, answers: {}, errors: 0 };
const sockets = Array.from({ length: SOCKETS }, () => {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  socket.on("data", (bytes) => {
    for (const [, status] of bytes.toString("latin1").matchAll(/HTTP\/1\.1 (\d{3})/g))
      told.answers[status] = (told.answers[status] ?? 0) + 1;
  });
  socket.on("error", () => {
    told.errors += 1;
  });
  return socket;
});

const sinceMs = performance.now();
setInterval(() => {
  const due = ((performance.now() - sinceMs) / 1_000) * perSecond;
  for (; told.sent < due; told.sent += 1) sockets[told.sent % SOCKETS].write(request);
}, TICK_MS);

process.once("SIGTERM", () => {
  process.stdout.write(JSON.stringify({ ...told, seconds: (performance.now() - sinceMs) / 1_000 }));
  process.exit();
});
