import "server-only";
import { env } from "@/lib/env";
import list from "./common-passwords.json";

let common: ReadonlySet<string> | undefined;

/**
 * One of the 10,000 commonest passwords of an allowed length (ASVS 6.2.4 asks for 3,000), in whatever case or width of
 * letters: guessers try those too. A checked-in list, because the package it is from takes 100 ms to open.
 */
export function isCommonPassword(password: string): boolean {
  common ??= new Set(list.passwords.split(" "));
  const plain = password.normalize("NFKC").toLowerCase();
  return common.has(plain) || isShopName(plain);
}

/** What stands on the door is tried early too (ASVS 6.2.11), also run together and with a year behind it. */
function isShopName(plain: string): boolean {
  const letters = (text: string) => text.replaceAll(/[^\p{L}]/gu, "");
  return letters(plain) !== "" && letters(plain) === letters(env().SHOP_NAME.normalize("NFKC").toLowerCase());
}
