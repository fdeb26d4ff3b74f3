import type { Reply } from "../reply";
import type { ApiFault } from "./schema";

type Json = Record<string, unknown>;

const FOREIGN_ID = "AAAAAAAAAAAAAAAAAAAAAA";

/** A good answer made wrong in one place, as a mixed-up or outdated provider would send it. */
export function spoil(fault: ApiFault, reply: Reply): Reply {
  if (reply.status >= 300 || reply.body === undefined) return reply;
  const spoilOne = (item: unknown) => (isJson(item) ? spoilBody(fault, item) : item);
  const body = Array.isArray(reply.body) ? reply.body.map(spoilOne) : spoilOne(reply.body);
  return { ...reply, body };
}

function spoilBody(fault: ApiFault, body: Json): Json {
  switch (fault.kind) {
    case "wrongId": {
      const field = fault.field ?? (typeof body.customerId === "string" ? "customerId" : "id");
      const prefix = /^[a-z]+_(sandbox_)?/.exec(String(body[field]))?.[0] ?? "";
      return { ...body, [field]: fault.value ?? `${prefix}${FOREIGN_ID}` };
    }
    case "wrongAmount": {
      const change = (money: unknown) =>
        isJson(money) ? { ...money, value: fault.value ?? Number(money.value) + 1 } : money;
      return { ...body, amount: change(body.amount), totalAmount: change(body.totalAmount) };
    }
    case "wrongCurrency": {
      const change = (money: unknown) =>
        isJson(money)
          ? { ...money, currencyCode: fault.value ?? (money.currencyCode === "GBP" ? "EUR" : "GBP") }
          : money;
      return { ...body, amount: change(body.amount), totalAmount: change(body.totalAmount) };
    }
    case "wrongReference":
      return { ...body, reference: fault.value ?? `${String(body.reference)}-other` };
    case "dropField": {
      const { [fault.field ?? "id"]: _dropped, ...rest } = body;
      return rest;
    }
    default:
      return body;
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
