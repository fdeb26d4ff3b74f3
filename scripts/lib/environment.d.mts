export function readEnvironment(): Record<string, string | undefined>;
