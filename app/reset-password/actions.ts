"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { FormState } from "@/components/ui/action-form";
import { resetInput, resetPassword } from "@/lib/account/password-reset";
import { rememberBrowser } from "@/lib/auth/known-browser";
import { fieldErrors, textFields } from "@/lib/forms";
import { credentialProblems } from "@/lib/messages";
import { tellNews } from "@/lib/news";

export async function resetPasswordAction(_previous: FormState, form: FormData): Promise<FormState> {
  const { token = "", ...fields } = textFields(form);
  const input = resetInput.safeParse(fields);
  if (!input.success) return { errors: fieldErrors(input.error) };
  // The page itself says what is wrong with a link, and offers a new one.
  const reset = await resetPassword(token, input.data);
  if (reset === "password-is-email") return { errors: { newPassword: credentialProblems.passwordAddress } };
  if (!reset) redirect(`/reset-password?token=${encodeURIComponent(token)}`);
  await rememberBrowser(reset);
  await tellNews("password-reset");
  revalidatePath("/", "layout");
  redirect("/sign-in");
}
