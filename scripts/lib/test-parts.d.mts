import type { Processes } from "./stack.mjs";

type Part = {
  execute: (args: string[], options?: { env?: Record<string, string> }) => Promise<number | null>;
  filters: string[];
  reportFolder: string;
  processes: Processes;
};

export const parts: Record<string, (part: Part) => Promise<{ passed: number; failed: number }>>;
