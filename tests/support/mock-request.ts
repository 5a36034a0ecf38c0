import { vi } from "vitest";

// Only what a running Next.js would give is replaced: the request, and, for tests that say so, who is signed in.
// What a mock loads, it loads itself: it stands before every import.
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/headers", async () => (await import("./browser.ts")).nextHeaders);
vi.mock("@/server/accounts/step-up", async (original) => {
  const real = await original<typeof import("../../server/accounts/step-up.ts")>();
  const { browser } = await import("./browser.ts");
  return { ...real, requireConfirmed: async () => (browser.admin ? undefined : real.requireConfirmed()) };
});
vi.mock("@/server/accounts/session", async (original) => {
  const real = await original<typeof import("../../server/accounts/session.ts")>();
  const { browser } = await import("./browser.ts");
  const requireAdmin: typeof real.requireAdmin = async (...asked) =>
    browser.admin ?? real.requireAdmin(...asked);
  return { ...real, requireAdmin };
});
