import "server-only";
import list from "./common-passwords.json";

let common: ReadonlySet<string> | undefined;

/**
 * One of the 10,000 commonest passwords of an allowed length (ASVS 6.2.4 asks for 3,000), in whatever case or width of
 * letters: guessers try those too. A checked-in list, because the package it is from takes 100 ms to open.
 */
export function isCommonPassword(password: string): boolean {
  common ??= new Set(list.passwords.split(" "));
  return common.has(password.normalize("NFKC").toLowerCase());
}
