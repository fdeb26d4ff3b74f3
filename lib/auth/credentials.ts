import { z } from "zod";

/** One spelling per address. Look-alike forms (full-width letters, several addresses) are refused, not mended. */
export const email = z
  .string()
  .trim()
  .max(254, "Use an email address of at most 254 characters.")
  .refine((value) => value === value.normalize("NFKC"), "Enter an email address in plain characters.")
  // After the check, because lower case mends some look-alikes (the Kelvin sign).
  .toLowerCase()
  .pipe(z.email("Enter an email address like name@example.com."));

export const password = z
  .string()
  .min(8, "Use at least 8 characters.")
  .max(128, "Use at most 128 characters.");

export const signUpInput = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Enter your name.")
    .max(100, "Use at most 100 characters.")
    // PostgreSQL stores no zero character.
    .regex(/^\P{Cc}*$/u, "Enter your name in plain characters."),
  email,
  password,
});

export const signInInput = z.object({ email, password: z.string().min(1, "Enter your password.").max(128) });
