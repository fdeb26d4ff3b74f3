import { frameWords as words } from "@/lib/messages";

export function SiteFooter({ shopName }: { shopName: string }) {
  return (
    <footer className="site-footer">
      <p className="shop-name">{shopName}</p>
      <p>{words.about}</p>
      <p>{words.smallPrint}</p>
    </footer>
  );
}
