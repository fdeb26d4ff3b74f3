import "server-only";
import { dropResetToken, makeResetToken, RESET_MINUTES } from "@/lib/account/password-reset";
import { audit } from "@/lib/audit";
import { currentClient } from "@/lib/border/request-context";
import { env } from "@/lib/env";
import { hasTurn } from "@/lib/limits";
import { log } from "@/lib/log";
import { sendMail } from "@/lib/mail/send-mail";
import { resetMail } from "@/lib/messages/mail";

/** Run after the answer was sent, so that its time tells nobody which accounts exist; hence it never throws. */
export async function mailResetLink(email: string): Promise<void> {
  try {
    const limit = { name: "reset", points: env().LIMIT_RESET, seconds: 60 * 60 };
    if (!(await hasTurn(limit, currentClient()))) return;
    audit("reset-asked");
    const token = await makeResetToken(email);
    if (!token) return;
    const { SHOP_NAME: shop, SHOP_URL } = env();
    const link = `${SHOP_URL}/reset-password?token=${token}`;
    const mail = { to: email, ...resetMail({ shop, email, link, minutes: RESET_MINUTES }) };
    await sendMail(mail).catch(async (error: unknown) => {
      await dropResetToken(token);
      throw error;
    });
  } catch (error) {
    log.error({ error: String(error) }, "a mail with a password link could not be sent");
  }
}
