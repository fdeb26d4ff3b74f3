import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignUpForm } from "@/app/sign-up/sign-up-form";
import { PageTitle } from "@/components/ui/page-title";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { currentUser } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Create account", robots: { index: false } };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function SignUpPage({ searchParams }: Props) {
  const callbackUrl = safeCallbackUrl((await searchParams).callbackUrl);
  if (await currentUser()) redirect(callbackUrl);
  return (
    <div className="narrow stack">
      <PageTitle lead="For your orders, and to pay in seconds with a saved card.">Create account</PageTitle>
      <SignUpForm callbackUrl={callbackUrl} />
      <p>
        Have an account? <a href={`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`}>Sign in</a>
      </p>
    </div>
  );
}
