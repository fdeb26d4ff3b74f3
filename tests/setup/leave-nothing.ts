import { afterAll, vi } from "vitest";

// Files follow each other in one process: how one changed the settings, and what was read of them, ends with it.
const before = { ...process.env };

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  vi.resetModules();
});
