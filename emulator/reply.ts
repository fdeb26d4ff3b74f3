import type { HttpBindings } from "@hono/node-server";

export type Env = { Bindings: Partial<HttpBindings> };

export type Reply = {
  status: number;
  body?: unknown;
  /** The body as text, once somebody has written it out. */
  json?: string;
  html?: string;
  headers?: Record<string, string>;
};

/** How the answer leaves: as it is, or broken on the wire. */
export type Outcome = { reply: Reply; wire: "whole" | "slow" | "truncate" | "reset" | "hang" };
