export function readEnvironment(): Record<string, string | undefined>;
export function placeOf(env: Record<string, string | undefined>): {
  port: number;
  emulatorPort: number;
  postgresPort?: number;
  dataDir: string;
};
