import type { z } from "zod";
import type { ApiFault } from "./faults/schema";
import type { Reply } from "./reply";

/** What a handler knows of its request. */
export type Call = {
  param(name: string): string;
  /** A switch of the query, off when it is absent. */
  flag(name: string): boolean;
  header(name: string): string | undefined;
  body<T extends z.ZodType>(schema: T): z.infer<T>;
  /** The body before any check; undefined when it is not JSON. */
  json(): unknown;
  /** The fault of this call: handlers play those that bend how they read, page or remember. */
  fault: ApiFault | undefined;
};

export type Handler = (call: Call) => Reply;

/** By operation id. */
export type Handlers = Record<string, Handler>;
