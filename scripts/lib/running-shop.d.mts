export function readRunningShop(dataDir: string): Record<string, string>;
