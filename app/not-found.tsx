import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { PageTitle } from "@/components/ui/page-title";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <div className="stack">
      <PageTitle lead="It may have moved, or the address may have a slip in it.">Page not found</PageTitle>
      <p>
        <ButtonLink href="/">Back to the shop</ButtonLink>
      </p>
    </div>
  );
}
