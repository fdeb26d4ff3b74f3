import type { Metadata } from "next";
import { forgotPasswordAction } from "@/app/forgot-password/actions";
import { ActionForm } from "@/components/ui/action-form";
import { FocusHere } from "@/components/ui/focus-here";
import { PageTitle } from "@/components/ui/page-title";
import { RESET_MINUTES } from "@/lib/account/password-reset";
import { fieldWords, forgotWords as words } from "@/lib/messages";

export const metadata: Metadata = { title: words.title, robots: { index: false } };

type Props = { searchParams: Promise<{ asked?: string | string[] }> };

export default async function ForgotPasswordPage({ searchParams }: Props) {
  const { asked } = await searchParams;
  return (
    <div className="narrow stack">
      {asked ? <Asked /> : <Ask />}
      <p className="ways-on">
        <a href="/sign-in">{words.toSignIn}</a>
      </p>
    </div>
  );
}

function Ask() {
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <ActionForm action={forgotPasswordAction} fields={fields} submit={words.submit} />
    </>
  );
}

/** Says the same whether there is such an account or not. */
function Asked() {
  return (
    <>
      <FocusHere role="status">
        <PageTitle lead={words.asked.lead(RESET_MINUTES)}>{words.asked.title}</PageTitle>
      </FocusHere>
      <p>{words.asked.nothing}</p>
      <p className="ways-on">
        <a href="/forgot-password">{words.asked.again}</a>
      </p>
    </>
  );
}

const fields = [
  { label: fieldWords.email, name: "email", type: "email", autoComplete: "username", required: true },
] as const;
