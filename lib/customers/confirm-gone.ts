import "server-only";
import { createCustomerSecret, customerExists } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";

const isKind = (error: unknown, kind: DojoError["kind"]) => error instanceof DojoError && error.kind === kind;

/**
 * A second opinion on a customer for whom create-secret answered 404. What Dojo answers to a GET of an unknown id
 * is not published: an empty list, 404 and 400 all say "not there"; 400 only beside that other 404. Throws `DojoError`.
 */
export async function isMissingToo(customerId: string): Promise<boolean> {
  try {
    return !(await customerExists(customerId));
  } catch (error) {
    if (isKind(error, "refused")) return true;
    throw error;
  }
}

/** Whether a customer is gone of whom nothing was asked yet. A list that lacks them proves nothing. Throws `DojoError`. */
export async function isGone(customerId: string): Promise<boolean> {
  if (!(await isMissingToo(customerId))) return false;
  try {
    await createCustomerSecret(customerId);
    return false;
  } catch (error) {
    if (isKind(error, "not-found")) return true;
    throw error;
  }
}
