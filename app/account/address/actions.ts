"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { addressPath, leaveAddress } from "@/app/account/address/path";
import type { FormState } from "@/components/ui/action-form";
import { addressInput, saveAddress } from "@/lib/account/address";
import { dropDraft, typedFields } from "@/lib/auth/drafts";
import { requireUser } from "@/lib/auth/session";
import { fieldErrors, textFields } from "@/lib/forms";
import { tellNews } from "@/lib/news";

export async function saveAddressAction(_previous: FormState, form: FormData): Promise<FormState> {
  const { callbackUrl, ...typed } = textFields(form);
  const user = await requireUser(addressPath(callbackUrl), typed);
  const address = addressInput.safeParse(typed);
  if (!address.success) return { values: typedFields(typed), errors: fieldErrors(address.error) };
  await saveAddress(user.id, address.data);
  await dropDraft();
  await tellNews("address-saved");
  revalidatePath("/", "layout");
  redirect(leaveAddress(callbackUrl));
}
