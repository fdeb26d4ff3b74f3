import "server-only";
import { log } from "@/lib/log";

export type Trouble = { begins: (error: unknown) => void; ends: () => void };

/** One line when it begins and one when it is over: a database that is away for an hour must not fill the log. */
export function reportTrouble(where: string): Trouble {
  let failures = 0;
  return {
    begins: (error) => {
      failures += 1;
      if (failures === 1)
        log.error({ worker: where, error: traceOf(error) }, "the worker cannot use its queue");
    },
    ends: () => {
      if (failures > 0) log.info({ worker: where, failures }, "the worker can use its queue again");
      failures = 0;
    },
  };
}

/** The stack without the fields a database adds, which may quote a row. */
export function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
