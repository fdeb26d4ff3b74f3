"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { FormState } from "@/components/ui/action-form";
import { deleteAccount, deletionInput } from "@/lib/account/delete-account";
import { closeSession, requireUser } from "@/lib/auth/session";
import { fieldErrors, textFields } from "@/lib/forms";
import { deletionProblems, passwordProblems } from "@/lib/messages";
import { tellNews } from "@/lib/news";

export async function deleteAccountAction(_previous: FormState, form: FormData): Promise<FormState> {
  const fields = textFields(form);
  const user = await requireUser("/account/delete", {});
  const input = deletionInput.safeParse(fields);
  if (!input.success) return { errors: fieldErrors(input.error) };
  const problem = await deleteAccount(user.id, input.data);
  if (problem === "password-wrong" || problem === "password-too-often")
    return { errors: { currentPassword: passwordProblems[problem] } };
  if (problem) return { problem: deletionProblems[problem] };
  await closeSession();
  await tellNews("account-deleted");
  revalidatePath("/", "layout");
  redirect("/");
}
