import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { TestModeStrip } from "@/components/layout/test-mode";
import { currentUser } from "@/lib/auth/session";
import { basketOwner } from "@/lib/basket/current-basket";
import { countBasket } from "@/lib/basket/view-basket";
import { dojoEnvironment, env } from "@/lib/env";

export async function generateMetadata(): Promise<Metadata> {
  const shop = env().SHOP_NAME;
  return {
    metadataBase: new URL(env().SHOP_URL),
    title: { default: shop, template: `%s · ${shop}` },
    description: `${shop}: everyday ceramics, loose tea and a few tools for both.`,
  };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#FBF8F3" },
    { media: "(prefers-color-scheme: dark)", color: "#171A19" },
  ],
};

// Without JavaScript React never moves a streamed part into its place: show it where it lies, above the footer.
const WITHOUT_SCRIPT = `div[hidden][id^="S:"]{display:block!important;order:1}body>footer{order:2}.awaited{display:none}`;

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const [shopper, basketCount] = await Promise.all([currentUser(), basketOwner().then(countBasket)]);
  return (
    <html lang="en-GB">
      <head>
        <noscript>
          <style nonce={nonce}>{WITHOUT_SCRIPT}</style>
        </noscript>
      </head>
      <body>
        {dojoEnvironment() === "sandbox" && <TestModeStrip />}
        <SiteHeader shopName={env().SHOP_NAME} basketCount={basketCount} shopper={shopper} />
        <main id="content">{children}</main>
        <SiteFooter shopName={env().SHOP_NAME} />
      </body>
    </html>
  );
}
