import { randomBytes } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settings } from "../shop-settings";

let isSilent = false;

/** As much of a mail server as it takes to be handed one mail. */
function listen(received: string[]): Server {
  return createServer((socket: Socket) => {
    if (isSilent) return;
    const say = (line: string) => socket.write(`${line}\r\n`);
    let inMail = false;
    say("220 test");
    createInterface({ input: socket }).on("line", (line) => {
      received.push(line);
      if (inMail && line !== ".") return;
      if (line === "DATA") say("354 go on");
      else if (line === "STARTTLS") say("502 not here");
      else if (line === "QUIT") socket.end("221 bye\r\n");
      else say("250 ok");
      inMail = line === "DATA";
    });
  });
}

const received: string[] = [];
let server: Server;

beforeEach(async () => {
  received.length = 0;
  server = listen(received);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  isSilent = false;
  vi.useRealTimers();
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function send(changes: Record<string, string>): Promise<void> {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  Object.assign(process.env, settings, { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "" }, changes);
  // Settings are read once for each loading of the modules.
  vi.resetModules();
  const { sendMail } = await import("@/lib/mail/send-mail");
  await sendMail({ to: "ann@example.com", subject: "Zoë’s link", text: "https://shop.example/?a=b\n" });
}

test("with SMTP_URL a mail is handed to that server, from the shop, to one address", async () => {
  await send({ SHOP_URL: "https://shop.example", SHOP_NAME: 'Cups, "Pots" & more' });
  expect(received).toContain("MAIL FROM:<no-reply@shop.example>");
  expect(received.filter((line) => line.startsWith("RCPT"))).toEqual(["RCPT TO:<ann@example.com>"]);
  expect(received).toContain('From: "Cups, \\"Pots\\" & more" <no-reply@shop.example>');
  expect(received).toContain("Auto-Submitted: auto-generated");
});

test("MAIL_FROM is the sender when it is set", async () => {
  await send({ MAIL_FROM: "Harbour & Kiln <hello@kiln.example>" });
  expect(received).toContain("MAIL FROM:<hello@kiln.example>");
});

test("beside a production key no mail crosses the network in the clear", async () => {
  const secret = () => randomBytes(32).toString("base64url");
  const production = {
    ...{ DOJO_API_KEY: "sk_prod_unit_0123456789", SHOP_URL: "https://shop.example", NODE_ENV: "production" },
    ...{ NEXTAUTH_SECRET: secret(), APP_SECRET: secret(), DOJO_WEBHOOK_SECRETS: secret() },
  };
  await expect(send(production)).rejects.toThrow("STARTTLS");
  expect(received).toContain("STARTTLS");
  expect(received.join()).not.toMatch(/MAIL FROM|RCPT|DATA/);
});

test("a mail server that says nothing is given up after ten seconds", async () => {
  isSilent = true;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const failure = send({}).catch((error: Error) => error.message);
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await failure).toMatch(/greeting/i);
});
