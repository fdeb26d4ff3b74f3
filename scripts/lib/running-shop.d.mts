export function readRunningShop(dataDir: string): Record<string, string>;
export function noteRunningShop(
  dataDir: string,
  env: Record<string, string | undefined>,
  given: Record<string, string | undefined>,
): void;
