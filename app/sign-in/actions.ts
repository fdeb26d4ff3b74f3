"use server";

import { redirect } from "next/navigation";
import type { FormState } from "@/components/ui/action-form";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { checkCredentials } from "@/lib/auth/check-credentials";
import { signInInput } from "@/lib/auth/credentials";
import { typedFields } from "@/lib/auth/drafts";
import { browserCookie } from "@/lib/auth/known-browser";
import { openSession } from "@/lib/auth/session";
import { bringBasketAlong } from "@/lib/basket/current-basket";
import { fieldErrors, textFields } from "@/lib/forms";
import { signInWords } from "@/lib/messages";

export async function signInAction(_previous: FormState, form: FormData): Promise<FormState> {
  const fields = textFields(form);
  const values = typedFields(fields);
  const input = signInInput.safeParse(fields);
  if (!input.success) return { values, errors: fieldErrors(input.error) };
  const identity = await checkCredentials(input.data, await browserCookie());
  if (identity === "too-often") return { values, problem: signInWords.tooOften };
  if (identity === "wrong") return { values, problem: signInWords.mismatch };
  await openSession(identity);
  await bringBasketAlong(identity.id);
  redirect(safeCallbackUrl(fields.callbackUrl));
}
