import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { signUpAction } from "@/app/sign-up/actions";
import { ActionForm } from "@/components/ui/action-form";
import { PageTitle } from "@/components/ui/page-title";
import { safeCallbackUrl, signInPath } from "@/lib/auth/callback-url";
import { currentUser } from "@/lib/auth/session";
import { fieldWords, signUpWords as words } from "@/lib/messages";

export const metadata: Metadata = { title: words.title, robots: { index: false } };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function SignUpPage({ searchParams }: Props) {
  const callbackUrl = safeCallbackUrl((await searchParams).callbackUrl);
  if (await currentUser()) redirect(callbackUrl);
  return (
    <div className="narrow stack">
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <ActionForm action={signUpAction} hidden={{ callbackUrl }} fields={fields} submit={words.submit} />
      <p>
        {words.haveOne} <a href={signInPath(callbackUrl)}>{words.toSignIn}</a>
      </p>
    </div>
  );
}

const fields = [
  { label: fieldWords.name, name: "name", autoComplete: "name", dir: "auto", required: true },
  { label: fieldWords.email, name: "email", type: "email", autoComplete: "username", required: true },
  {
    label: fieldWords.password,
    name: "password",
    type: "password",
    autoComplete: "new-password",
    hint: fieldWords.passwordHint,
    required: true,
  },
] as const;
