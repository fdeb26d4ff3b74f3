import type { Page } from "@playwright/test";
import { emulatorControl } from "../../../setup/emulator-control";
import type { State } from "./state";

/** Arranges the state, does `work` in it, and leaves the world as it was. */
export async function visit(
  { arrange, undo, alone, complains }: State,
  page: Page,
  complaints: string[],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await arrange(page);
    await work();
    const expected = complaints.filter((text) => complains?.test(text));
    for (const text of expected) complaints.splice(complaints.indexOf(text), 1);
  } finally {
    await undo?.();
    if (alone) await emulatorControl().clearFaults();
  }
}
