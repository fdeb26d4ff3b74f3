import { after } from "next/server";
import { processWebhookEvents } from "@/lib/checkout/process-webhook-events";
import { receiveWebhook } from "@/lib/checkout/receive-webhook";

export async function POST(request: Request) {
  const status = await receiveWebhook(request);
  if (status === 200) after(processWebhookEvents);
  return new Response(null, { status, headers: { "cache-control": "no-store" } });
}
