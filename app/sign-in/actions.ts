"use server";

import { redirect } from "next/navigation";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { checkCredentials } from "@/lib/auth/check-credentials";
import { openSession } from "@/lib/auth/session";
import { bringBasketAlong } from "@/lib/basket/current-basket";
import { textFields } from "@/lib/forms";

export type SignInState = { email: string; error: string } | null;

export async function signInAction(_previous: SignInState, form: FormData): Promise<SignInState> {
  const fields = textFields(form);
  const identity = await checkCredentials(fields);
  if (!identity) {
    const error = "That email and password do not belong together. Check both and try again.";
    return { email: (fields.email ?? "").slice(0, 254), error };
  }
  await openSession(identity);
  await bringBasketAlong(identity.id);
  redirect(safeCallbackUrl(fields.callbackUrl));
}
