import { endSessions } from "@/lib/account/end-sessions";
import { signInPath } from "@/lib/auth/callback-url";
import { isSameOrigin } from "@/lib/auth/same-origin";
import { closeSession, currentUser } from "@/lib/auth/session";
import { FORGET, forbidden, seeOther } from "@/lib/http";
import { tellNews } from "@/lib/news";

export async function POST(request: Request) {
  if (!isSameOrigin(request)) return forbidden();
  const user = await currentUser();
  // Without a session there is nobody to sign out everywhere, and saying so would be a lie.
  if (!user) return seeOther(signInPath("/account"));
  await endSessions(user.id);
  await closeSession();
  await tellNews("signed-out-everywhere");
  return seeOther("/", FORGET);
}
