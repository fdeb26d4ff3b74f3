import "server-only";
import type { AlertKind } from "@/lib/alerts/alert-kinds";
import { alertCleared, alertRaised } from "@/lib/alerts/raise-alert";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log";

const KIND: AlertKind = "reconciliation-break";

/** A difference between Dojo and us, kept also when it is mended: many of them mean that something is not told. */
export async function recordBreak(intentId: string, detail: string, mended: boolean): Promise<void> {
  const text = `Payment ${intentId}: ${detail}.${mended ? " Mended." : ""}`;
  await db().$executeRaw`${alertRaised(KIND, intentId, text)}`;
  if (mended) await db().$executeRaw`${alertCleared(KIND, intentId)}`;
  log[mended ? "warn" : "error"]({ intentId, detail, mended }, "reconciliation break");
}
