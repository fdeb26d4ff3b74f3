import "server-only";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { METHODS, type Refusal } from "@/lib/border/refuse-request";

/** For whatever is no page: pages bring a policy with their own nonce. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** On every answer, errors and files included (ASVS 3.4), unless the answer says it itself. */
const HEADERS: readonly (readonly [string, string])[] = [
  ["Content-Security-Policy", NOTHING],
  ["Strict-Transport-Security", "max-age=31536000; includeSubDomains"],
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  // Not `no-referrer`: a page then posts `Origin: null` to itself.
  ["Referrer-Policy", "same-origin"],
  [
    "Permissions-Policy",
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=()",
  ],
];

/**
 * Filled in when the head is written, because only then is it known what the answer left out. The id too: an action that
 * redirects is answered with the page Next asks itself for, under the headers of that second request.
 */
export function fillHeaders(response: ServerResponse, requestId: string): void {
  const { writeHead } = response;
  response.writeHead = (...head: unknown[]) => {
    for (const [name, value] of HEADERS) if (!response.hasHeader(name)) response.setHeader(name, value);
    response.setHeader("X-Request-Id", requestId);
    return Reflect.apply(writeHead, response, head);
  };
}

/** A form that nobody can take to pieces is answered 400; Next calls that a failure of its own. */
export function blameSender(response: ServerResponse, isUnread: () => boolean): void {
  const { writeHead } = response;
  response.writeHead = (status: number, ...head: unknown[]) =>
    Reflect.apply(writeHead, response, [status === 500 && isUnread() ? 400 : status, ...head]);
}

const PLAIN = [
  ...HEADERS,
  ["Content-Type", "text/plain; charset=utf-8"],
  ["Cache-Control", "no-store"],
].flat();

/** In one piece, since it may have to be said often. Whoever sends more than the shop reads is hung up on. */
export function answerRefusal(response: ServerResponse, { status, why }: Refusal, requestId: string): void {
  const body = why && `${why}\n`;
  response.writeHead(status, [
    ...plainHead(body, requestId),
    ...(status === 405 ? ["Allow", METHODS.join(", ")] : []),
    ...(status === 413 ? ["Connection", "close"] : []),
  ]);
  response.end(body);
}

function plainHead(body: string, requestId: string): string[] {
  return [...PLAIN, "X-Request-Id", requestId, "Content-Length", String(Buffer.byteLength(body))];
}

/** Where there is no request to answer, because none could be read: written by hand, and the connection's last word. */
export function answerUnread(socket: Duplex, status: 400 | 408 | 413 | 431, requestId: string): void {
  const body = `${STATUS_CODES[status]}\n`;
  const words = [...plainHead(body, requestId), "Connection", "close"];
  const fields = words.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${words[at + 1]}\r\n`] : []));
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${fields.join("")}\r\n${body}`);
}
