"use server";

import { redirect } from "next/navigation";
import { after } from "next/server";
import type { FormState } from "@/components/ui/action-form";
import { mailResetLink } from "@/lib/account/mail-reset-link";
import { forgotInput } from "@/lib/account/password-reset";
import { typedFields } from "@/lib/auth/drafts";
import { fieldErrors, textFields } from "@/lib/forms";

export async function forgotPasswordAction(_previous: FormState, form: FormData): Promise<FormState> {
  const fields = textFields(form);
  const input = forgotInput.safeParse(fields);
  if (!input.success) return { values: typedFields(fields), errors: fieldErrors(input.error) };
  after(() => mailResetLink(input.data.email));
  redirect("/forgot-password?asked=1");
}
