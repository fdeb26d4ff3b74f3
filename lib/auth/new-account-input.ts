import "server-only";
import { signUpInput } from "@/lib/auth/credentials";
import { isRefusedAddress } from "@/lib/auth/test-people";
import { credentialProblems } from "@/lib/messages/account";

/** What the sign-up form may say, in this shop. */
export const newAccountInput = signUpInput.refine(({ email }) => !isRefusedAddress(email), {
  path: ["email"],
  message: credentialProblems.emailReserved,
});
