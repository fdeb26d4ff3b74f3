"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { after } from "next/server";
import type { FormState } from "@/components/ui/action-form";
import { changeDetails, type DetailsProblem, detailsInput } from "@/lib/account/change-details";
import { dropDraft, typedFields } from "@/lib/auth/drafts";
import { requireUser } from "@/lib/auth/session";
import { tellDojo } from "@/lib/customers/tell-dojo";
import { fieldErrors, textFields } from "@/lib/forms";
import { detailsProblems } from "@/lib/messages";
import { tellNews } from "@/lib/news";

export async function saveDetailsAction(_previous: FormState, form: FormData): Promise<FormState> {
  const fields = textFields(form);
  const user = await requireUser("/account/details", fields);
  const values = typedFields(fields);
  const input = detailsInput.safeParse(fields);
  if (!input.success) return { values, errors: fieldErrors(input.error) };
  const problem = await changeDetails(user, input.data);
  if (problem) return { values, errors: { [fieldOf[problem]]: detailsProblems[problem] } };
  after(() => tellDojo(user.id));
  await dropDraft();
  await tellNews("details-saved");
  revalidatePath("/", "layout");
  redirect("/account");
}

const fieldOf: Record<DetailsProblem, string> = {
  "password-missing": "currentPassword",
  "password-wrong": "currentPassword",
  "password-too-often": "currentPassword",
  "email-taken": "email",
  "email-reserved": "email",
  "email-is-password": "email",
  "email-too-often": "email",
};
