import type { MetadataRoute } from "next";
import { env } from "@/lib/env";

/** The address is the running shop's, not the build's. */
export const dynamic = "force-dynamic";

/** Pages that are one person's own, or lead there. */
const personal = [
  ...["/account", "/basket", "/checkout", "/orders", "/api/"],
  ...["/sign-in", "/sign-up", "/sign-out", "/forgot-password", "/reset-password"],
];

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: "*", allow: "/", disallow: personal },
    sitemap: `${env().SHOP_URL}/sitemap.xml`,
  };
}
