import { audit } from "@/lib/audit";
import { isSameOrigin } from "@/lib/auth/same-origin";
import { closeSession, currentUser } from "@/lib/auth/session";
import { FORGET, forbidden, seeOther } from "@/lib/http";
import { tellNews } from "@/lib/news";

export async function POST(request: Request) {
  if (!isSameOrigin(request)) return forbidden();
  const user = await currentUser();
  await closeSession();
  if (user) audit("sign-out", { userId: user.id });
  await tellNews("signed-out");
  return seeOther("/", FORGET);
}
