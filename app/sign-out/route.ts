import { isSameOrigin } from "@/lib/auth/same-origin";
import { closeSession } from "@/lib/auth/session";
import { forbidden, seeOther } from "@/lib/http";
import { tellNews } from "@/lib/news";

export async function POST(request: Request) {
  if (!isSameOrigin(request)) return forbidden();
  await closeSession();
  await tellNews("signed-out");
  return seeOther("/", { "clear-site-data": '"cache", "storage"' });
}
