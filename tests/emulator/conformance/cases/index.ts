import type { Cases } from "./case";
import { customerCases } from "./customers";
import { paymentIntentCases } from "./payment-intents";
import { paymentCases } from "./payments";
import { setupIntentCases } from "./setup-intents";
import { webhookCases } from "./webhooks";

/** By the operation's id. */
export const CASES: Cases = {
  ...customerCases,
  ...paymentIntentCases,
  ...paymentCases,
  ...setupIntentCases,
  ...webhookCases,
};
