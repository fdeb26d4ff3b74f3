"use server";

import { revalidatePath } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { requireUser } from "@/lib/auth/session";
import { checkPayment } from "@/lib/checkout/check-payment";
import { textFields } from "@/lib/forms";
import type { orderProblems } from "@/lib/messages";
import { tellNews } from "@/lib/news";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { orderAgain } from "@/lib/orders/order-again";
import { sendReceiptAgain } from "@/lib/orders/send-receipt";

export async function cancelOrderAction(form: FormData) {
  const { user, number } = await whoseOrder(form);
  const result = await cancelOrder(user.id, number);
  if (!result) notFound();
  if (result === "unreachable") show(number, "cancel-unreachable");
  if (result === "paid") show(number, "cancel-paid");
  if (result === "cancelled") await tellNews("order-cancelled", number);
  show(number);
}

export async function checkPaymentAction(form: FormData) {
  const { user, number } = await whoseOrder(form);
  const checked = await checkPayment(user.id, number);
  if (!checked) notFound();
  if (checked === "too-often" || checked === "unreachable") show(number, `check-${checked}`);
  if (checked === "CANCELLED" || checked === "EXPIRED") await tellNews("payment-over");
  else if (checked === "AWAITING_PAYMENT" || checked === "CANCELLING") await tellNews("payment-waiting");
  else if (checked !== "REVIEW") await tellNews("payment-found");
  show(number);
}

export async function orderAgainAction(form: FormData) {
  const { user, number } = await whoseOrder(form);
  const result = await orderAgain(user.id, number);
  if (!result) notFound();
  if (result.kind === "not-over") show(number, "not-over");
  if (result.kind === "short") await tellNews("ordered-again-short");
  if (result.kind === "mixed") await tellNews("ordered-again-mixed");
  revalidatePath("/", "layout");
  redirect(result.kind === "short" ? "/basket" : "/checkout");
}

export async function sendReceiptAction(form: FormData) {
  const { user, number } = await whoseOrder(form);
  const result = await sendReceiptAgain(user, number);
  if (!result) notFound();
  if (result !== "sent") show(number, `receipt-${result}`);
  await tellNews("receipt-sent", user.email);
  show(number);
}

async function whoseOrder(form: FormData) {
  const { number = "" } = textFields(form);
  const known = /^\d{1,12}$/.test(number);
  const user = await requireUser(known ? `/orders/${number}` : "/orders");
  if (!known) notFound();
  return { user, number };
}

function show(number: string, problem?: keyof typeof orderProblems): never {
  revalidatePath("/", "layout");
  redirect(problem ? `/orders/${number}?problem=${problem}` : `/orders/${number}`);
}
