import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { isSameOriginOrToken } from "@/lib/auth/same-origin";
import { FORGET, forbidden, unreadable } from "@/lib/http";
import { parseJson } from "@/lib/parse-json";

type Context = { params: Promise<{ nextauth: string[] }> };

/** No provider of ours sends anybody back here by a link, and next-auth calls that a failure of its own. */
export async function GET(request: Request, context: Context): Promise<Response> {
  if ((await context.params).nextauth[0] === "callback")
    return new Response(null, { status: 405, headers: { allow: "POST", "cache-control": "no-store" } });
  return NextAuth(authOptions())(request, context);
}

/** With the shop's own rules about where a post comes from, and what is left behind at sign-out. */
export async function POST(request: Request, context: Context): Promise<Response> {
  if (!isSameOriginOrToken(request)) return forbidden();
  if (!(await isReadable(request))) return unreadable();
  const answer: Response = await NextAuth(authOptions())(request, context);
  const [action] = (await context.params).nextauth;
  if (action === "signout")
    for (const [name, value] of Object.entries(FORGET)) answer.headers.set(name, value);
  return answer;
}

/** next-auth fails over JSON that is broken or no object. */
async function isReadable(request: Request): Promise<boolean> {
  if (!request.headers.get("content-type")?.includes("application/json")) return true;
  const body = parseJson(await request.clone().text());
  return typeof body === "object" && body !== null && !Array.isArray(body);
}
