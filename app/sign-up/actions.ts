"use server";

import { redirect } from "next/navigation";
import { emailTaken } from "@/app/sign-up/email-taken";
import type { FormState } from "@/components/ui/action-form";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { createAccount } from "@/lib/auth/create-account";
import { typedFields } from "@/lib/auth/drafts";
import { newAccountInput } from "@/lib/auth/new-account-input";
import { openSession } from "@/lib/auth/session";
import { bringBasketAlong } from "@/lib/basket/current-basket";
import { fieldErrors, textFields } from "@/lib/forms";
import { signUpWords } from "@/lib/messages";

export async function signUpAction(_previous: FormState, form: FormData): Promise<FormState> {
  const fields = textFields(form);
  const values = typedFields(fields);
  const callbackUrl = safeCallbackUrl(fields.callbackUrl);
  const input = newAccountInput.safeParse(fields);
  if (!input.success) return { values, errors: fieldErrors(input.error) };
  const identity = await createAccount(input.data);
  if (identity === "too-often") return { values, problem: signUpWords.tooOften };
  if (identity === "email-taken") return { values, ...emailTaken(callbackUrl) };
  await openSession(identity);
  await bringBasketAlong(identity.id);
  redirect(callbackUrl);
}
