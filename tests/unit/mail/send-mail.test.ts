import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settings } from "../shop-settings";

/** As much of a mail server as it takes to be handed one mail. */
function listen(received: string[]): Server {
  return createServer((socket: Socket) => {
    const say = (line: string) => socket.write(`${line}\r\n`);
    let inMail = false;
    say("220 test");
    createInterface({ input: socket }).on("line", (line) => {
      received.push(line);
      if (inMail && line !== ".") return;
      if (line === "DATA") say("354 go on");
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
