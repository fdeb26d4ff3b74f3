import type { Metadata } from "next";
import { saveAddressAction } from "@/app/account/address/actions";
import { addressPath, leaveAddress } from "@/app/account/address/path";
import { BackLink } from "@/components/account/back-link";
import { ActionForm } from "@/components/ui/action-form";
import { PageTitle } from "@/components/ui/page-title";
import { findAddress } from "@/lib/account/address";
import { ownerTag, readDraft } from "@/lib/auth/drafts";
import { requireUser } from "@/lib/auth/session";
import { addressWords as words } from "@/lib/messages";

export const metadata: Metadata = { title: words.title, robots: { index: false } };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function AddressPage({ searchParams }: Props) {
  const { callbackUrl } = await searchParams;
  const path = addressPath(callbackUrl);
  const user = await requireUser(path);
  const [address, draft] = await Promise.all([findAddress(user.id), readDraft(path, user.id)]);
  const known: Record<string, string | undefined> = { name: user.name, ...address, ...draft };
  return (
    <div className="narrow stack">
      <BackLink href={leaveAddress(callbackUrl)}>{words.back}</BackLink>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <ActionForm
        action={saveAddressAction}
        hidden={{ callbackUrl: leaveAddress(callbackUrl), whose: ownerTag(user.id) }}
        fields={fields.map((field) => ({ ...field, defaultValue: known[field.name] }))}
        submit={words.submit}
      />
    </div>
  );
}

const fields = [
  { label: words.name, name: "name", autoComplete: "shipping name", dir: "auto", required: true },
  { label: words.line1, name: "line1", dir: "auto", autoComplete: "shipping address-line1", required: true },
  { label: words.line2, name: "line2", dir: "auto", autoComplete: "shipping address-line2" },
  { label: words.city, name: "city", dir: "auto", autoComplete: "shipping address-level2", required: true },
  { label: words.postcode, name: "postcode", autoComplete: "shipping postal-code", required: true },
] as const;
