import type { ClientSession } from "../entities";
import type { World } from "../world";

/** 30 minutes, as the published examples and the status code 401 have it. */
const SESSION_LIFE_MS = 30 * 60_000;

export function newClientSession({ ids, clock }: World): ClientSession {
  return { secret: ids.clientSessionSecret(), expireAt: clock.iso(clock.now() + SESSION_LIFE_MS) };
}
