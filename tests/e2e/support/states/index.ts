import { account } from "./account";
import { basket } from "./basket";
import { cards } from "./cards";
import { checkout } from "./checkout";
import { errors } from "./errors";
import { orders } from "./orders";
import { returned } from "./returned";
import { shelf } from "./shelf";
import type { State } from "./state";

/** Every page in every state that a shopper can meet. A new page or state is added to the list of its area. */
export const states: readonly State[] = [
  ...shelf,
  ...basket,
  ...account,
  ...cards,
  ...checkout,
  ...returned,
  ...orders,
  ...errors,
];
