import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { signInAction } from "@/app/sign-in/actions";
import { ActionForm } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { awaitsReturn } from "@/lib/auth/drafts";
import { currentUser } from "@/lib/auth/session";
import { fieldWords, signInWords as words } from "@/lib/messages";

export const metadata: Metadata = { title: words.title, robots: { index: false } };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const callbackUrl = safeCallbackUrl((await searchParams).callbackUrl);
  if (await currentUser()) redirect(callbackUrl);
  const cutShort = await awaitsReturn(callbackUrl);
  return (
    <div className="narrow stack">
      <PageTitle>{words.title}</PageTitle>
      {cutShort && (
        <Notice tone="info" role="status">
          {words.signedOut[cutShort]}
        </Notice>
      )}
      <ActionForm action={signInAction} hidden={{ callbackUrl }} fields={fields} submit={words.submit} />
      <p className="ways-on">
        <a href="/forgot-password">{words.forgotten}</a>
      </p>
      <p>
        {words.newHere}{" "}
        <a href={`/sign-up?callbackUrl=${encodeURIComponent(callbackUrl)}`}>{words.toSignUp}</a>
      </p>
    </div>
  );
}

const fields = [
  { label: fieldWords.email, name: "email", type: "email", autoComplete: "username", required: true },
  {
    label: fieldWords.password,
    name: "password",
    type: "password",
    autoComplete: "current-password",
    required: true,
  },
] as const;
