import type { Metadata } from "next";
import { resetPasswordAction } from "@/app/reset-password/actions";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { FocusHere } from "@/components/ui/focus-here";
import { PageTitle } from "@/components/ui/page-title";
import { isLiveToken } from "@/lib/account/password-reset";
import { fieldWords, resetWords as words } from "@/lib/messages";

export const metadata: Metadata = {
  title: words.title,
  robots: { index: false },
  // next.config.js says it by header too.
  referrer: "strict-origin",
};

type Props = { searchParams: Promise<{ token?: string | string[] }> };

export default async function ResetPasswordPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const live = await isLiveToken(token);
  return <div className="narrow stack">{live ? <Choose token={String(token)} /> : <Dead />}</div>;
}

function Choose({ token }: { token: string }) {
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <ActionForm action={resetPasswordAction} hidden={{ token }} fields={fields} submit={words.submit} />
    </>
  );
}

function Dead() {
  return (
    <>
      <FocusHere role="alert">
        <PageTitle lead={words.dead.lead}>{words.dead.title}</PageTitle>
      </FocusHere>
      <p>
        <ButtonLink href="/forgot-password">{words.dead.again}</ButtonLink>
      </p>
    </>
  );
}

const fields = [
  {
    label: fieldWords.newPassword,
    name: "newPassword",
    type: "password",
    autoComplete: "new-password",
    hint: fieldWords.passwordHint,
    required: true,
  },
] as const;
