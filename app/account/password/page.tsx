import type { Metadata } from "next";
import { changePasswordAction } from "@/app/account/password/actions";
import { BackLink } from "@/components/account/back-link";
import { ActionForm } from "@/components/ui/action-form";
import { PageTitle } from "@/components/ui/page-title";
import { requireUser } from "@/lib/auth/session";
import { accountWords, fieldWords, passwordWords as words } from "@/lib/messages";

export const metadata: Metadata = { title: words.title, robots: { index: false } };

export default async function PasswordPage() {
  const user = await requireUser("/account/password");
  return (
    <div className="narrow stack">
      <BackLink href="/account">{accountWords.title}</BackLink>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <ActionForm action={changePasswordAction} fields={fields} submit={words.submit}>
        {/* Lets a password manager know whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={user.email} />
      </ActionForm>
    </div>
  );
}

const fields = [
  {
    label: fieldWords.currentPassword,
    name: "currentPassword",
    type: "password",
    autoComplete: "current-password",
    required: true,
  },
  {
    label: fieldWords.newPassword,
    name: "newPassword",
    type: "password",
    autoComplete: "new-password",
    hint: fieldWords.passwordHint,
    required: true,
  },
] as const;
