/** Waits about `ms` (half to one and a half times as long): those who ran into each other do not meet again. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms * (0.5 + Math.random())));
}
