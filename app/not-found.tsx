import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { PageTitle } from "@/components/ui/page-title";
import { lostWords } from "@/lib/messages";

const { title, lead, toShop } = lostWords.notFound;

export const metadata: Metadata = { title };

export default function NotFound() {
  return (
    <div className="stack">
      <PageTitle lead={lead}>{title}</PageTitle>
      <p>
        <ButtonLink href="/">{toShop}</ButtonLink>
      </p>
    </div>
  );
}
