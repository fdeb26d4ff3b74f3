import { vi } from "vitest";
import { resetLinkFor } from "../../setup/read-mails";
import { setting } from "../../setup/setting";
import { action, visitor } from "./visitor";

export const newPassword = "a quite different secret";

/** Asks for the link as anybody may, and takes it from the mail. */
export async function resetTokenOf(email: string): Promise<string> {
  await visitor().act(action("forgotPasswordAction"), { email });
  const link = await vi.waitFor(() => resetLinkFor(setting("TEST_DATA_DIR"), email), {
    timeout: 10_000,
    interval: 50,
  });
  return new URL(link).searchParams.get("token") ?? "";
}

export const resetPassword = (token: string, secret = newPassword, who = visitor()) =>
  who.act(action("resetPasswordAction"), { token, newPassword: secret });
