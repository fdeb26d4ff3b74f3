/** Messages by field, named as in the request (`customer.secret`, `itemLines[0].amountTotal`). */
export type FieldErrors = Record<string, string[]>;

/** Thrown by a handler to refuse a request; the pipeline turns it into the answer the operation documents. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly errors?: FieldErrors,
  ) {
    super(detail);
  }
}

/** A fault has cut the connection: there is nobody left to answer, and nothing to report. */
export class NoAnswer extends Error {}

/** A 400 about one field. */
export function invalidField(field: string, message: string): Refusal {
  return new Refusal(400, "One or more fields are not valid.", { [field]: [message] });
}

const TITLES: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/**
 * RFC 7807 problem details as ASP.NET prints them. `/webhooks` documents a closed schema with the same
 * members, so one shape serves both.
 */
export function problem(status: number, traceId: string, detail?: string, errors?: FieldErrors) {
  const title = errors ? "One or more validation errors occurred." : (TITLES[status] ?? "Error");
  return {
    type: `https://httpstatuses.io/${status}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    traceId,
    ...(errors === undefined ? {} : { errors }),
  };
}
