import { after } from "next/server";
import { processWebhookEvents } from "@/lib/checkout/process-webhook-events";
import { receiveWebhook } from "@/lib/checkout/receive-webhook";
import { isWorkLate } from "@/lib/operations/tell-overdue-work";

export async function POST(request: Request) {
  const status = await receiveWebhook(request);
  if (status === 200) after(processWebhookEvents);
  after(() => isWorkLate());
  return new Response(null, { status, headers: { "cache-control": "no-store" } });
}
