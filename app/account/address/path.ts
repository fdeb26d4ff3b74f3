import { safeCallbackUrl } from "@/lib/auth/callback-url";

/** Where the shopper came from and goes back to: the account, unless the address says otherwise. */
export function leaveAddress(callbackUrl: unknown): string {
  return safeCallbackUrl(callbackUrl, "/account");
}

export function addressPath(callbackUrl: unknown): string {
  const back = leaveAddress(callbackUrl);
  return back === "/account"
    ? "/account/address"
    : `/account/address?callbackUrl=${encodeURIComponent(back)}`;
}
