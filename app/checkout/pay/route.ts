import { after } from "next/server";
import { signInPath } from "@/lib/auth/callback-url";
import { isSameOrigin } from "@/lib/auth/same-origin";
import { currentUser } from "@/lib/auth/session";
import { checkoutForm, startCheckout } from "@/lib/checkout/start-checkout";
import { readForm, textFields } from "@/lib/forms";
import { forbidden, seeOther, toPaymentPage } from "@/lib/http";
import { isWorkLate } from "@/lib/operations/tell-overdue-work";
import { orderNumber } from "@/lib/orders/find-order";

/** A plain form post answered by one 303, with or without JavaScript: a server action cannot leave for another site. */
export async function POST(request: Request) {
  if (!isSameOrigin(request)) return forbidden();
  const user = await currentUser();
  if (!user) return seeOther(signInPath("/checkout"));
  const fields = await readForm(request);
  const form = checkoutForm.safeParse(fields && textFields(fields));
  if (!form.success) return seeOther("/checkout?problem=unreadable");
  after(() => isWorkLate());
  const checkout = await startCheckout(user, form.data);
  if (checkout.kind === "link") return toPaymentPage(checkout.link);
  if (checkout.kind === "problem") return seeOther(`/checkout?problem=${checkout.problem}`);
  return seeOther(`/orders/${await orderNumber(checkout.orderId)}`);
}
