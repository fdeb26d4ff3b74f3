import type { Dojo } from "../../dojo";

/** What a request says beyond its operation; the key and the version are good ones unless they are named. */
export type Asked = {
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  key?: string;
  version?: string | null;
  headers?: Record<string, string>;
  /** The body's exact text, instead of `body`. */
  raw?: string;
};

export type Ask = (dojo: Dojo) => Asked | Promise<Asked>;

type Case = { status: number; what: string; ask: Ask };

/**
 * By operation. The first case succeeds with all that a request can say: `spoil.ts` makes the bad requests out
 * of it.
 */
export type Cases = Record<string, [Case, ...Case[]]>;

/** The status of the answer, what is asked, and the request, made in an emulator of its own. */
export function answers(status: number, what: string, ask: Ask): Case {
  return { status, what, ask };
}
