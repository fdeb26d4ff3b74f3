import { awayFaults } from "./away";
import { browserFaults } from "./browser";
import { customerFaults } from "./customers";
import { deliveryFaults } from "./deliveries";
import { bringToAnEnd } from "./ending";
import { intentFaults } from "./intents";
import { ownFaults } from "./own-side";
import { paymentFaults } from "./payments";
import { readFaults } from "./reads";
import { refundFaults } from "./refunds";
import type { Scenario } from "./scenario";
import { openScene } from "./scene";
import { crowdFaults, searchFaults } from "./search";
import { webhookFaults } from "./webhooks";
import type { World } from "./world";

/** How many rows the table of faults has. */
export const ROWS = 40;

/** In the order in which they are played: what shakes the whole world comes last. */
export const scenarios: readonly Scenario[] = [
  ...customerFaults,
  ...intentFaults,
  ...readFaults,
  ...searchFaults,
  ...webhookFaults,
  ...deliveryFaults,
  ...refundFaults,
  ...paymentFaults,
  ...browserFaults,
  ...ownFaults,
  ...awayFaults,
  ...crowdFaults,
];

/** Plays one to its end and returns what is wrong, in words. */
export async function playScenario(world: World, { play }: Scenario): Promise<string[]> {
  const scene = await openScene(world);
  try {
    await play(scene);
  } catch (error) {
    return [wordsOf(error), ...scene.broken];
  }
  return bringToAnEnd(scene);
}

function wordsOf(error: unknown): string {
  const [first = "", ...more] = (error instanceof Error ? error.message : String(error)).split("\n");
  return [first, ...more.map((line) => line.trim())].filter(Boolean).join(" ");
}
