import { randomBytes } from "node:crypto";

/** A source of `size` random bytes; tests may hand in a repeatable one. */
export type RandomBytes = (size: number) => Uint8Array;

export type Ids = ReturnType<typeof createIds>;

/**
 * Ids in the forms that Dojo's published examples show: a prefix and 22 base64url characters (16 bytes);
 * a customer secret is much longer because it is a credential.
 */
export function createIds(random: RandomBytes = pooledBytes()) {
  const text = (size: number) => Buffer.from(random(size)).toString("base64url");
  const hex = (size: number) => Buffer.from(random(size)).toString("hex");
  return {
    customer: () => `cust_sandbox_${text(16)}`,
    customerSecret: () => `cs_sandbox_${text(112)}`,
    intent: () => `pi_sandbox_${text(16)}`,
    setupIntent: () => `si_sandbox_${text(16)}`,
    clientSessionSecret: () => `${text(120)}==`,
    capture: () => `cp_${text(16)}`,
    reversal: () => `rvs_${text(16)}`,
    savedCard: () => `pm_${text(16)}`,
    refund: () => `rfnd_${text(16)}`,
    subscription: () => `ws_${text(16)}`,
    webhookSecret: () => `sc_${text(16)}`,
    webhookSecretValue: () => text(48),
    event: () => `evt_${text(16)}`,
    delivery: () => `dlv_${text(16)}`,
    challenge: () => `ch_${text(16)}`,
    transaction: () => {
      const id = hex(16);
      const parts = [
        id.slice(0, 8),
        id.slice(8, 12),
        `4${id.slice(13, 16)}`,
        `8${id.slice(17, 20)}`,
        id.slice(20),
      ];
      return parts.join("-");
    },
    authCode: () => String(100_000 + (Buffer.from(random(4)).readUInt32BE() % 900_000)),
    trace: () => `00-${hex(16)}-${hex(8)}-00`,
    seed: () => Buffer.from(random(4)).readUInt32BE(),
  };
}

const POOL_BYTES = 16 * 1024;

/** Asking the system for 16 bytes at a time is what a load of 100,000 customers would wait for most. */
function pooledBytes(): RandomBytes {
  let pool: Uint8Array = new Uint8Array();
  let used = 0;
  return (size) => {
    if (used + size > pool.length) {
      pool = randomBytes(Math.max(POOL_BYTES, size));
      used = 0;
    }
    used += size;
    return pool.subarray(used - size, used);
  };
}
