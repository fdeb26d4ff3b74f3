import "server-only";
import { clearAlert, raiseAlert } from "@/lib/alerts/raise-alert";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { DojoError } from "@/lib/dojo/errors";

/** Whether an alert about the key may be open, as far as this process knows: a new key comes with a new process. */
let inDoubt = true;

/**
 * For every place that goes on after a failed call with our key: a key that Dojo refuses must not stay a line in a log.
 * Other errors are none of its business.
 */
export async function tellKeyRefused(error: unknown): Promise<void> {
  if (!(error instanceof DojoError) || error.kind !== "unauthorised") return;
  // 403 is about one operation: that another one works says nothing, so the comparison is left to clear it.
  if (error.status === 401) inDoubt = true;
  await raiseAlert("key-refused", dojoAccount(), `${error.message}: the shop cannot do its work at Dojo.`);
}

/** For where a call just worked: costs nothing unless an alert may be open. What is refused still raises it again. */
export async function tellKeyTaken(): Promise<void> {
  if (!inDoubt) return;
  inDoubt = false;
  await clearAlert("key-refused", dojoAccount());
}
