import type { MetadataRoute } from "next";
import { env } from "@/lib/env";
import { shopWords } from "@/lib/messages";

export const dynamic = "force-dynamic";

export default function manifest(): MetadataRoute.Manifest {
  const shop = env().SHOP_NAME;
  return {
    name: shop,
    short_name: shop,
    description: shopWords.description(shop),
    start_url: "/",
    display: "browser",
    background_color: "#fbf8f3",
    theme_color: "#fbf8f3",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/apple-icon.png", sizes: "180x180", type: "image/png" },
    ],
  };
}
