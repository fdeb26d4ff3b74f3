import type { Ground } from "../../processes/support/ground";
import { checkMoney } from "./check-money";
import { checkOrders } from "./check-order";
import { checkCustomers, checkEvents, checkOnce } from "./check-rest";
import { type Facts, gatherFacts } from "./facts";
import type { Heard } from "./journal";
import type { Violation } from "./witness";

/** The invariants, over everything that the shop and Dojo hold once all is quiet. */
export async function checkAll(ground: Ground, heard: Heard, initialStock: Map<string, number>) {
  const facts: Facts = await gatherFacts(ground, heard);
  const violations: Violation[] = [
    ...checkOrders(facts),
    ...checkMoney(facts),
    ...checkCustomers(facts),
    ...checkEvents(facts),
    ...checkOnce(facts, initialStock),
  ];
  return { facts, violations };
}
