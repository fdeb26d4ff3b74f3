import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The mails a shop without SMTP_URL wrote to this address, oldest first, as their reader sees them. */
export function mailsTo(dataDir: string, address: string): { subject: string; text: string; file: string }[] {
  const folder = join(dataDir, "mail");
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return files
    .map((name) => join(folder, name))
    .map((file) => ({ file, source: readFileSync(file, "utf8") }))
    .filter(({ source }) => new RegExp(`^To: <?${address}>?\\r?$`, "m").test(source))
    .map(({ file, source }) => ({ file, subject: header(source, "Subject"), text: body(source) }));
}

function header(source: string, name: string): string {
  return new RegExp(`^${name}: (.*?)\\r?$`, "m").exec(source)?.[1] ?? "";
}

function body(source: string): string {
  const text = source.slice(source.indexOf("\r\n\r\n") + 4);
  if (header(source, "Content-Transfer-Encoding") !== "quoted-printable") return text;
  const bytes = text
    .replace(/=\r?\n/g, "")
    .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** Where the link in the newest of them leads. */
export function resetLinkFor(dataDir: string, address: string): string {
  const link = /^https?:\/\/\S+\/reset-password\?token=\S+$/m.exec(
    mailsTo(dataDir, address).at(-1)?.text ?? "",
  );
  if (!link) throw new Error(`no mail to ${address} holds a link`);
  return link[0];
}
