import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/app/sign-in/sign-in-form";
import { PageTitle } from "@/components/ui/page-title";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { currentUser } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const callbackUrl = safeCallbackUrl((await searchParams).callbackUrl);
  if (await currentUser()) redirect(callbackUrl);
  return (
    <div className="narrow stack">
      <PageTitle>Sign in</PageTitle>
      <SignInForm callbackUrl={callbackUrl} />
      <p>
        New here? <a href={`/sign-up?callbackUrl=${encodeURIComponent(callbackUrl)}`}>Create an account</a>
      </p>
    </div>
  );
}
