import { after } from "next/server";
import { tellSignature } from "@/lib/alerts/tell-signature";
import { processWebhookEvents } from "@/lib/checkout/process-webhook-events";
import { receiveWebhook } from "@/lib/checkout/receive-webhook";
import { isWorkLate } from "@/lib/operations/tell-overdue-work";

export async function POST(request: Request) {
  const status = await receiveWebhook(request);
  if (status === 200) after(processWebhookEvents);
  if (status !== 413) after(() => tellSignature(status !== 401));
  after(() => isWorkLate());
  return new Response(null, { status, headers: { "cache-control": "no-store" } });
}
