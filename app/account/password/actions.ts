"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { FormState } from "@/components/ui/action-form";
import { changePassword, passwordInput } from "@/lib/account/change-password";
import { dropDraft } from "@/lib/auth/drafts";
import { openSession, requireUser } from "@/lib/auth/session";
import { fieldErrors, textFields } from "@/lib/forms";
import { credentialProblems, passwordProblems } from "@/lib/messages";
import { tellNews } from "@/lib/news";

export async function changePasswordAction(_previous: FormState, form: FormData): Promise<FormState> {
  const fields = textFields(form);
  const user = await requireUser("/account/password", {});
  const input = passwordInput.safeParse(fields);
  if (!input.success) return { errors: fieldErrors(input.error) };
  const identity = await changePassword(user, input.data);
  if (identity === "password-is-email")
    return { errors: { newPassword: credentialProblems.passwordAddress } };
  if (typeof identity === "string") return { errors: { currentPassword: passwordProblems[identity] } };
  await openSession(identity);
  await dropDraft();
  await tellNews("password-changed");
  revalidatePath("/", "layout");
  redirect("/account");
}
