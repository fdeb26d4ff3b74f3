import "server-only";
import { clearAlert, raiseAlert } from "@/lib/alerts/raise-alert";
import { WEBHOOK_PATH } from "@/lib/dojo/webhook";

/** So many in a row: `doctor` sends a forged one itself, and so may any stranger. */
const ENOUGH = 3;
/** In ms: a flood of forged deliveries costs one write a minute and process. */
const TELL_EVERY_MS = 60_000;

/**
 * Watches the signatures of one process's deliveries. A secret that was rotated at Dojo alone looks like an attack, and
 * no order shows it: payments are then found by asking only. The next delivery that is signed well clears the alert.
 */
export function watchSignatures(nowMs: () => number = () => performance.now()) {
  let inARow = 0;
  let toldMs = Number.NEGATIVE_INFINITY;
  // An alert may be open of an earlier process, which had the wrong secret.
  let inDoubt = true;
  return async (isValid: boolean): Promise<void> => {
    if (isValid) {
      inARow = 0;
      if (!inDoubt) return;
      inDoubt = false;
      await clearAlert("webhook-refused", WEBHOOK_PATH);
      return;
    }
    inARow += 1;
    if (inARow < ENOUGH || nowMs() - toldMs < TELL_EVERY_MS) return;
    toldMs = nowMs();
    inDoubt = true;
    await raiseAlert(
      "webhook-refused",
      WEBHOOK_PATH,
      `${inARow} deliveries in a row were refused: no secret in DOJO_WEBHOOK_SECRETS makes their signature.`,
    );
  };
}

export const tellSignature = watchSignatures();
