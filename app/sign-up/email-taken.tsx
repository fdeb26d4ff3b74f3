import { signInPath } from "@/lib/auth/callback-url";
import { signUpWords as words } from "@/lib/messages";

/** The complaint at the field, and the two ways on. */
export function emailTaken(callbackUrl: string) {
  return {
    errors: { email: words.emailTaken },
    problem: (
      <>
        <p>{words.isItYours}</p>
        <p className="ways-on">
          <a href={signInPath(callbackUrl)}>{words.toSignIn}</a>
          <a href="/forgot-password">{words.forgotten}</a>
        </p>
      </>
    ),
  };
}
