import type { Metadata } from "next";
import { saveDetailsAction } from "@/app/account/details/actions";
import { BackLink } from "@/components/account/back-link";
import { ActionForm } from "@/components/ui/action-form";
import { PageTitle } from "@/components/ui/page-title";
import { ownerTag, readDraft } from "@/lib/auth/drafts";
import { requireUser } from "@/lib/auth/session";
import { accountWords, fieldWords, detailsWords as words } from "@/lib/messages";

export const metadata: Metadata = { title: words.title, robots: { index: false } };

export default async function DetailsPage() {
  const user = await requireUser("/account/details");
  const known: Record<string, string | undefined> = {
    ...user,
    ...(await readDraft("/account/details", user.id)),
  };
  return (
    <div className="narrow stack">
      <BackLink href="/account">{accountWords.title}</BackLink>
      <PageTitle>{words.title}</PageTitle>
      <ActionForm
        action={saveDetailsAction}
        hidden={{ whose: ownerTag(user.id) }}
        fields={fields.map((field) => ({ ...field, defaultValue: known[field.name] }))}
        submit={words.submit}
      />
    </div>
  );
}

const fields = [
  { label: fieldWords.name, name: "name", autoComplete: "name", dir: "auto", required: true },
  { label: fieldWords.email, name: "email", type: "email", autoComplete: "email", required: true },
  {
    label: fieldWords.currentPassword,
    name: "currentPassword",
    type: "password",
    autoComplete: "current-password",
    hint: words.currentPasswordHint,
  },
] as const;
