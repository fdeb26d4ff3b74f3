import { cookies } from "next/headers";
import { cookieAttributes, cookieName } from "@/lib/auth/cookies";
import { isSameOrigin } from "@/lib/auth/same-origin";
import { forbidden, seeOther } from "@/lib/http";

export async function POST(request: Request) {
  if (!isSameOrigin(request)) return forbidden();
  (await cookies()).set(cookieName("session"), "", { ...cookieAttributes, maxAge: 0 });
  return seeOther("/", { "clear-site-data": '"cache", "storage"' });
}
