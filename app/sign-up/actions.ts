"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { createAccount } from "@/lib/auth/create-account";
import { signUpInput } from "@/lib/auth/credentials";
import { openSession } from "@/lib/auth/session";
import { bringBasketAlong } from "@/lib/basket/current-basket";
import { textFields } from "@/lib/forms";

type Field = "name" | "email" | "password";
export type SignUpState = {
  name: string;
  email: string;
  errors: Partial<Record<Field, string>>;
} | null;

export async function signUpAction(_previous: SignUpState, form: FormData): Promise<SignUpState> {
  const { name = "", email = "", password = "", callbackUrl } = textFields(form);
  const again = (errors: Partial<Record<Field, string>>): SignUpState => ({
    name: name.slice(0, 100),
    email: email.slice(0, 254),
    errors,
  });
  const parsed = signUpInput.safeParse({ name, email, password });
  if (!parsed.success) {
    const found = z.flattenError(parsed.error).fieldErrors;
    return again({ name: found.name?.[0], email: found.email?.[0], password: found.password?.[0] });
  }
  const identity = await createAccount(parsed.data);
  if (!identity) return again({ email: "There is an account with this email already. Sign in instead." });
  await openSession(identity);
  await bringBasketAlong(identity.id);
  redirect(safeCallbackUrl(callbackUrl));
}
