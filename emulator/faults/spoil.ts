import type { Reply } from "../reply";
import type { ApiFault } from "./schema";

type Json = Record<string, unknown>;

const FOREIGN_ID = "AAAAAAAAAAAAAAAAAAAAAA";

/** A good answer made wrong in one place, as a mixed-up or outdated provider would send it. */
export function spoil(fault: ApiFault, reply: Reply): Reply {
  if (reply.status >= 300 || reply.body === undefined) return reply;
  const { body } = reply;
  const spoilOne = (item: unknown) => (isJson(item) ? spoilBody(fault, item) : item);
  if (Array.isArray(body)) return { ...reply, body: body.map(spoilOne) };
  if (!isJson(body) || !Array.isArray(body.data)) return { ...reply, body: spoilOne(body) };
  // A page of a search: what is found is spoilt, unless the page itself has the field.
  const ofPage = fault.field !== undefined && fault.field in body;
  return { ...reply, body: ofPage ? spoilOne(body) : { ...body, data: body.data.map(spoilOne) } };
}

function spoilBody(fault: ApiFault, body: Json): Json {
  switch (fault.kind) {
    case "wrongId": {
      const field = fault.field ?? (typeof body.customerId === "string" ? "customerId" : "id");
      return withField(body, field, (id) => fault.value ?? foreignId(id));
    }
    case "wrongAmount":
      return changeMoney(body, "value", ({ value }) => fault.value ?? Number(value) + 1);
    case "wrongCurrency":
      return changeMoney(body, "currencyCode", ({ currencyCode }) => {
        return fault.value ?? (currencyCode === "GBP" ? "EUR" : "GBP");
      });
    case "wrongReference":
      return { ...body, reference: fault.value ?? `${String(body.reference)}-other` };
    case "dropField":
      return without(body, (fault.field ?? "id").split("."));
    default:
      return body;
  }
}

function changeMoney(body: Json, part: string, change: (money: Json) => unknown): Json {
  const changed = (money: unknown) => (isJson(money) ? { ...money, [part]: change(money) } : money);
  return { ...body, amount: changed(body.amount), totalAmount: changed(body.totalAmount) };
}

/** An id of the same kind that nobody has. */
export function foreignId(id: unknown): string {
  const prefix = /^[a-z]+_(sandbox_)?/.exec(String(id))?.[0] ?? "";
  return `${prefix}${FOREIGN_ID}`;
}

/** A copy with another value at the end of the path, `customer.id` for instance. */
export function withField(body: Json, path: string, change: (value: unknown) => unknown): Json {
  const [name = "", ...deeper] = path.split(".");
  const inner = body[name];
  if (deeper.length === 0) return { ...body, [name]: change(inner) };
  return { ...body, [name]: withField(isJson(inner) ? inner : {}, deeper.join("."), change) };
}

/** A copy without the field at the end of the path, `customer.id` for instance. */
function without(body: Json, [name = "", ...deeper]: string[]): Json {
  const { [name]: inner, ...rest } = body;
  return deeper.length > 0 && isJson(inner) ? { ...body, [name]: without(inner, deeper) } : rest;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
