import { createHash } from "node:crypto";
import { passesLuhn } from "./cards";

const CUSTOMER_SECRET = /cs_(?:sandbox|prod)_[A-Za-z0-9_-]+/gi;
const API_KEY = /sk_(sandbox|prod)_[A-Za-z0-9_-]+/gi;
const MASKED_PAN = /\b(\d{6})\d{0,2}\*+(\d{4})\b/g;
/** Digits as people write card numbers, in whatever company: what is one of them is found inside. */
const DIGIT_RUN = /\d(?:[ \-._+\u00a0]*(?:%20)?\d){12,}/g;
/** Most text holds none of the above; one look is enough to pass it. */
const SUSPECT = /[cs][sk]_(?:sandbox|prod)_|\d[\d \-._+%\u00a0]{10}|\*\d|[\uff10-\uff19]/i;
/** A transaction's id, in which now and then a card number seems to be. */
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const FULL_WIDTH = /[\uff10-\uff19]/g;
const SECURITY_CODE = /^(securitycode|cvv2?|cvc2?|cv2|cvn)$/i;
const CODE_IN_QUERY = /([?&](?:securitycode|cvv2?|cvc2?|cv2|cvn)=)[^&#]*/gi;
const CARD_FIELD = /^(cardnumber|pan)$/i;
const SECRET_FIELD = /^(secret|clientsessionsecret)$/i;
/** Of the above: `sk_prod_` and one character. */
const SHORTEST = 9;
const DEEPEST = 40;

/** A customer secret as the control contract shows it: equality can be tested, the secret is not in it. */
export function secretFingerprint(secret: string): string {
  return `sha256:${createHash("sha256").update(secret).digest("hex").slice(0, 8)}`;
}

/**
 * A copy of `value` without API keys, customer and webhook secrets, card numbers or security codes, whatever
 * field they turn up in.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "number") return value > 1e12 ? redactNumber(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) return "[too deep]";
  if (Array.isArray(value)) return redactList(value, depth);
  return redactObject(value as Record<string, unknown>, depth);
}

function redactList(value: unknown[], depth: number): unknown[] {
  const shown = value.map((item) => redact(item, depth + 1));
  return shown.some((item, place) => item !== value[place]) ? shown : value;
}

/** The object itself when there is nothing to hide in it, which is nearly always: big answers are not copied. */
function redactObject(value: Record<string, unknown>, depth: number): Record<string, unknown> {
  const secretValue = "isActive" in value;
  let copy: Record<string, unknown> | undefined;
  for (const key in value) {
    const item = value[key];
    const { kind, name } = fieldOf(key);
    const shown = redactItem(item, secretValue && key === "value" ? "secret" : kind, depth);
    if (copy === undefined && shown === item && name === key) continue;
    copy ??= startOf(value, key);
    if (shown !== undefined) set(copy, name, shown);
  }
  return copy ?? value;
}

function redactItem(item: unknown, kind: Field["kind"], depth: number): unknown {
  if (kind === "code") return undefined;
  if (typeof item !== "string") return redact(item, depth + 1);
  if (kind === "secret") return secretFingerprint(item);
  return kind === "card" ? maskDigits(item) : redactText(item);
}

/** What comes before `end`, which needed no change. */
function startOf(value: Record<string, unknown>, end: string): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    if (key === end) break;
    set(copy, key, value[key]);
  }
  return copy;
}

type Field = { kind: "code" | "secret" | "card" | "other"; name: string };

/** The same names come again and again; the thousands that a stranger may invent are not remembered. */
const fields = new Map<string, Field>();

function fieldOf(key: string): Field {
  const known = fields.get(key);
  if (known) return known;
  const field: Field = { kind: kindOf(key), name: redactText(key) };
  if (fields.size < 1_000) fields.set(key, field);
  return field;
}

function kindOf(key: string): Field["kind"] {
  if (SECURITY_CODE.test(key)) return "code";
  if (SECRET_FIELD.test(key)) return "secret";
  return CARD_FIELD.test(key) ? "card" : "other";
}

/** Plain assignment would make `__proto__` the object's parent instead of a field. */
function set(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === "__proto__") Object.defineProperty(object, name, { value, enumerable: true });
  else object[name] = value;
}

/** Names whose values are secret as such, and digits of another script: only a reading finds what they hide. */
const NEEDS_READING =
  /"(?:securitycode|cvv2?|cvc2?|cv2|cvn|secret|clientsessionsecret|isactive)":|[\uff10-\uff19]/i;

/**
 * The same for an answer that is JSON already, several times faster than reading it; undefined when it must be read.
 * Answers hold card numbers masked by Dojo, so that fields made for them need no look of their own.
 */
export function redactJson(json: string): string | undefined {
  if (NEEDS_READING.test(json)) return undefined;
  for (const [run] of json.matchAll(DIGIT_RUN)) if (maskRun(run) !== run) return undefined;
  return withoutCredentials(json).replace(MASKED_PAN, "$1******$2");
}

/** A request path with its query, the `csc` parameter fingerprinted whatever its form. */
export function redactPath(path: string): string {
  const readable = path.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[A-Za-z0-9_-]/.test(character) ? character : code;
  });
  const withoutSecret = readable.replace(/([?&]csc=)([^&#]+)/gi, (_all, name: string, secret: string) => {
    return name + secretFingerprint(secret);
  });
  return redactText(withoutSecret.replace(CODE_IN_QUERY, "$1***"));
}

/** Any text without customer secrets and API keys: for answers whose card numbers Dojo has masked already. */
export function withoutCredentials(text: string): string {
  return text.replace(CUSTOMER_SECRET, secretFingerprint).replace(API_KEY, "sk_$1_[removed]");
}

function redactText(text: string): string {
  if (text.length < SHORTEST || !SUSPECT.test(text) || UUID.test(text)) return text;
  return withoutCredentials(text.replace(FULL_WIDTH, (digit) => digit.normalize("NFKC")))
    .replace(MASKED_PAN, "$1******$2")
    .replace(DIGIT_RUN, maskRun);
}

/** A run that holds a card number loses all its digits but that number's first six and last four. */
function maskRun(run: string): string {
  const digits = run.replace(/%20/g, " ").replace(/\D/g, "");
  for (let start = 0; start + 13 <= digits.length; start++) {
    for (let length = Math.min(19, digits.length - start); length >= 13; length--) {
      const number = digits.slice(start, start + length);
      if (/^[2-6]/.test(number) && passesLuhn(number))
        return `${number.slice(0, 6)}******${number.slice(-4)}`;
    }
  }
  return run;
}

/** A card field is masked whatever was typed: one wrong digit must not let the rest through. */
function maskDigits(typed: string): string {
  const digits = typed.replace(/\D/g, "");
  return digits.length > 10 ? `${digits.slice(0, 6)}******${digits.slice(-4)}` : redactText(typed);
}

function redactNumber(value: number): number | string {
  const text = redactText(String(value));
  return text === String(value) ? value : text;
}
