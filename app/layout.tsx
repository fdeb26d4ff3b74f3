import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { TestModeStrip } from "@/components/layout/test-mode";
import { NewsNotice } from "@/components/ui/news-notice";
import { cookieName } from "@/lib/auth/cookies";
import { currentUser } from "@/lib/auth/session";
import { basketOwner } from "@/lib/basket/current-basket";
import { countBasket } from "@/lib/basket/view-basket";
import { dojoEnvironment, env } from "@/lib/env";
import { shopWords } from "@/lib/messages";
import { readNews } from "@/lib/news";

export async function generateMetadata(): Promise<Metadata> {
  const shop = env().SHOP_NAME;
  return {
    metadataBase: new URL(env().SHOP_URL),
    title: { default: shop, template: `%s · ${shop}` },
    description: shopWords.description(shop),
    openGraph: { type: "website", siteName: shop },
  };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#FBF8F3" },
    { media: "(prefers-color-scheme: dark)", color: "#171A19" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the request makes every page dynamic: each needs its own nonce, which Next takes from proxy.ts.
  await headers();
  const [shopper, basketCount, told] = await Promise.all([
    currentUser(),
    basketOwner().then(countBasket),
    readNews(),
  ]);
  return (
    <html lang="en-GB">
      <body>
        {dojoEnvironment() === "sandbox" && <TestModeStrip />}
        <SiteHeader shopName={env().SHOP_NAME} basketCount={basketCount} signedIn={shopper !== null} />
        <main id="content">
          {told && (
            <NewsNotice key={told} cookie={cookieName("news")}>
              {told}
            </NewsNotice>
          )}
          {children}
        </main>
        <SiteFooter shopName={env().SHOP_NAME} />
      </body>
    </html>
  );
}
