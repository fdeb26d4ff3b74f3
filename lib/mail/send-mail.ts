import "server-only";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createTransport, type SendMailOptions } from "nodemailer";
import SMTPTransport from "nodemailer/lib/smtp-transport";
import { dojoEnvironment, env } from "@/lib/env";
import { opaqueId } from "@/lib/ids";
import { log } from "@/lib/log";

type Mail = { to: string; subject: string; text: string };

/** In ms: a mail server that hangs holds up nobody else's mail. */
const TIMES = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** By SMTP_URL; without one the mail becomes a file for its owner's eyes, because a link in it opens an account. */
export async function sendMail({ to, subject, text }: Mail): Promise<void> {
  const mail: SendMailOptions = {
    from: env().MAIL_FROM ?? {
      name: env().SHOP_NAME,
      address: `no-reply@${new URL(env().SHOP_URL).hostname}`,
    },
    // As an object, so that no address is read as a list of several.
    to: { name: "", address: to },
    subject,
    text,
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  // A link in a mail opens an account: it crosses no network in the clear.
  const safely = dojoEnvironment() === "production" && { requireTLS: true };
  // Made here: given an address, `createTransport` drops all other options.
  const server = new SMTPTransport({ url: env().SMTP_URL, ...TIMES, ...safely });
  if (env().SMTP_URL) await createTransport(server).sendMail(mail);
  else log.info({ file: await writeMail(mail) }, "mail written to a file: there is no SMTP_URL");
}

async function writeMail(mail: SendMailOptions): Promise<string> {
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail);
  const folder = resolve(env().DATA_DIR, "mail");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Sorted by name they are sorted by time.
  const file = join(folder, `${new Date().toISOString().replaceAll(":", "-")}-${opaqueId()}.eml`);
  await writeFile(file, message, { mode: 0o600, flag: "wx" });
  return file;
}
