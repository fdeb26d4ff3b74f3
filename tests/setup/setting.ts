/** A value the global setup put into the environment; absent means that the setup did not run. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the global setup of this project did not run`);
  return value;
}
