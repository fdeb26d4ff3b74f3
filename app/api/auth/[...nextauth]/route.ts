import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { isSameOrigin } from "@/lib/auth/same-origin";
import { FORGET, forbidden } from "@/lib/http";

type Context = { params: Promise<{ nextauth: string[] }> };

export function GET(request: Request, context: Context): Promise<Response> {
  return NextAuth(authOptions())(request, context);
}

/** With the shop's own rules about where a post comes from, and what is left behind at sign-out. */
export async function POST(request: Request, context: Context): Promise<Response> {
  if (!isSameOrigin(request)) return forbidden();
  const answer: Response = await NextAuth(authOptions())(request, context);
  const [action] = (await context.params).nextauth;
  if (action === "signout")
    for (const [name, value] of Object.entries(FORGET)) answer.headers.set(name, value);
  return answer;
}
