import { pressAtOnce } from "../processes/support/first-checkouts";
import { openRoundRobin } from "../processes/support/round-robin";
import { startShops } from "../processes/support/shop-processes";
import { runSection } from "./section";

const ROUNDS = 5;
const PRESSES = 500;

/** Five times 500 first checkouts of one shopper over four processes: one customer, one payable intent, one link. */
await runSection("customer", async (ground) => {
  const { readyPorts } = await startShops(ground, 4);
  const closeDoor = await openRoundRobin(ground.port, readyPorts);
  const wrong: string[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { customers, payable, outcomes, told, pressedAgain, ms } = await pressAtOnce(ground, PRESSES);
    console.log(`  round ${round}: ${ms} ms, ${pressedAgain} of ${PRESSES} pages pressed again`);
    for (const words of new Set(told))
      console.log(`    told ${told.filter((each) => each === words).length} times: ${words}`);
    const expected = `link ${payable[0]} of ${customers[0]}`;
    if (customers.length !== 1) wrong.push(`round ${round}: ${customers.length} customers at Dojo`);
    if (payable.length !== 1) wrong.push(`round ${round}: ${payable.length} payable intents`);
    for (const outcome of outcomes)
      if (outcome !== expected) wrong.push(`round ${round}: a page ended with: ${outcome}`);
  }
  await closeDoor();
  return wrong;
});
