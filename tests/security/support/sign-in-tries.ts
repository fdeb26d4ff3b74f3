import { signInWords } from "../../../lib/messages/account";
import { password } from "./people";
import { action, type Visitor, visitor } from "./visitor";

export type Judged = "right" | "wrong" | "too often";

/** One press of the sign-in form: whether the password was looked at, and what it was found to be. */
export async function trySignIn(
  email: string,
  {
    secret = "not the password",
    who = visitor(),
    forwarded,
  }: { secret?: string; who?: Visitor; forwarded?: string } = {},
): Promise<Judged> {
  const headers: Record<string, string> = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  const answer = await who.act(action("signInAction"), { email, password: secret }, headers);
  if (answer.goesTo !== null) return "right";
  if (answer.text.includes(signInWords.tooOften)) return "too often";
  if (answer.status === 200 && answer.text.includes(signInWords.mismatch)) return "wrong";
  throw new Error(`a sign-in was answered ${answer.status}`);
}

export const tryRight = (email: string, who?: Visitor) => trySignIn(email, { secret: password, who });

/** Past our form, at the address that next-auth opens by itself. */
export async function postSignIn(email: string, secret: string) {
  const who = visitor();
  const { csrfToken } = JSON.parse((await who.get("/api/auth/csrf")).text) as { csrfToken: string };
  const fields = { csrfToken, email, password: secret, json: "true" };
  return who.post("/api/auth/callback/credentials", fields);
}

export async function rawSignIn(email: string, secret: string) {
  const { status, headers } = await postSignIn(email, secret);
  return {
    status,
    signedIn: headers.getSetCookie().some((cookie) => /^__Host-session[^=]*=[^;]/.test(cookie)),
  };
}
