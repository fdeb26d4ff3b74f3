import type { Metadata } from "next";
import { deleteAccountAction } from "@/app/account/delete/actions";
import { BackLink } from "@/components/account/back-link";
import { ActionForm } from "@/components/ui/action-form";
import { PageTitle } from "@/components/ui/page-title";
import { requireUser } from "@/lib/auth/session";
import { accountWords, fieldWords, deletionWords as words } from "@/lib/messages";

export const metadata: Metadata = { title: words.title, robots: { index: false } };

export default async function DeleteAccountPage() {
  await requireUser("/account/delete");
  return (
    <div className="narrow stack">
      <BackLink href="/account">{accountWords.title}</BackLink>
      <PageTitle>{words.title}</PageTitle>
      {[words.goes, words.stays].map(({ title, items }) => (
        <section key={title} className="stack">
          <h2>{title}</h2>
          <ul className="plain-list">
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </section>
      ))}
      <p>{words.wait}</p>
      <ActionForm action={deleteAccountAction} fields={fields} submit={words.submit} />
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
] as const;
