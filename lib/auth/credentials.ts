import { z } from "zod";
import { oneLine } from "@/lib/account/one-line";
import { isCommonPassword } from "@/lib/auth/common-passwords";
import { credentialProblems as problems } from "@/lib/messages/account";

/** One spelling per address. Look-alike forms (full-width letters, several addresses) are refused, not mended. */
export const email = z
  .string(problems.email)
  .trim()
  .max(254, problems.emailTooLong)
  .refine((value) => value === value.normalize("NFKC"), problems.emailPlain)
  // After the check, because lower case mends some look-alikes (the Kelvin sign).
  .toLowerCase()
  .pipe(z.email(problems.email));

/**
 * A password to be set. Any characters, none trimmed, and none of those that guessing begins with (NIST SP 800-63B);
 * the upper limit bounds the hashing.
 */
export const password = z
  .string(problems.newPassword)
  .min(1, problems.newPassword)
  .min(8, problems.passwordShort)
  .max(128, problems.passwordLong)
  .refine((value) => !isCommonPassword(value), problems.passwordCommon);

/** A password to be compared: whether it is one that could be set is not this form's question. */
export const currentPassword = z
  .string(problems.password)
  .min(1, problems.password)
  .max(128, problems.passwordLong);

export const personName = oneLine(problems.name);

/** The first that is tried of all, in whatever case and with spaces around it. */
export function isEmailAgain(password: string, email: string): boolean {
  return password.normalize("NFKC").trim().toLowerCase() === email;
}

export const signUpInput = z
  .object({ name: personName, email, password })
  .refine((input) => !isEmailAgain(input.password, input.email), {
    error: problems.passwordAddress,
    path: ["password"],
  });
export const signInInput = z.object({ email, password: currentPassword });
