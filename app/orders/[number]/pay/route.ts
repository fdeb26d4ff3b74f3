import { signInPath } from "@/lib/auth/callback-url";
import { isSameOrigin } from "@/lib/auth/same-origin";
import { currentUser } from "@/lib/auth/session";
import { continuePayment } from "@/lib/checkout/continue-payment";
import { readForm } from "@/lib/forms";
import { forbidden, seeOther, toPaymentPage } from "@/lib/http";

type Context = { params: Promise<{ number: string }> };

export async function POST(request: Request, { params }: Context) {
  if (!isSameOrigin(request)) return forbidden();
  const { number } = await params;
  const page = `/orders/${encodeURIComponent(number)}`;
  const user = await currentUser();
  if (!user) return seeOther(signInPath(page));
  const fields = await readForm(request);
  const withoutCustomer = fields?.get("withoutSavedCards") === "on";
  const payment = await continuePayment(user, number, { withoutCustomer });
  if (!payment) return new Response(null, { status: 404 });
  if (payment.kind === "link") return toPaymentPage(payment.link);
  return seeOther(payment.kind === "problem" ? `${page}?problem=${payment.problem}` : page);
}
