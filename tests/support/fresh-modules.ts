import { vi } from "vitest";

// Before every test file: its process may have run others. It gets modules, variables and state of its own, as if the
// process had just started; packages stay loaded, which is most of what a start costs.
const before = globalThis as { testEnvironment?: NodeJS.ProcessEnv };
before.testEnvironment ??= { ...process.env };

vi.resetModules();
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, before.testEnvironment);
for (const name of Object.keys(globalThis))
  if (name.startsWith("latchkey")) delete (globalThis as Record<string, unknown>)[name];
// Each file's copy of a module that acts at the end of the process adds one.
process.setMaxListeners(0);
