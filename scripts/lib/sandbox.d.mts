export type Sandbox = { apiKey: string; apiUrl: string; checkoutOrigin: string; paceMs: number };

export function readSandbox(env: Record<string, string | undefined>): Sandbox;
export function askWhetherKeyOpens(sandbox: Pick<Sandbox, "apiUrl" | "apiKey">): Promise<void>;
export function hideSecrets(text: string, sandbox: Pick<Sandbox, "apiKey">): string;
