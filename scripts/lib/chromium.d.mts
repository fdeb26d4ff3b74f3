export function findChromium(): string | null;
export function findBrowser(): string | null;
