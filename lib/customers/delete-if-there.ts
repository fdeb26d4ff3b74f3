import "server-only";
import { deleteCustomer } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";

/** One that is gone already counts as deleted. Throws every other `DojoError`. */
export async function deleteIfThere(customerId: string): Promise<void> {
  try {
    await deleteCustomer(customerId);
  } catch (error) {
    if (!(error instanceof DojoError) || error.kind !== "not-found") throw error;
  }
}
