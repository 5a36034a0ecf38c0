import { randomUUID } from "node:crypto";
import { vi } from "vitest";

// Read by server/platform/log.ts when it is loaded, which is before any test can set up its environment.
process.env.LOG_LEVEL = "silent";

/** What `next/headers` gives in a test: the request's headers and a jar of cookies, as a browser keeps them. */
export const browser = {
  sent: new Headers(),
  jar: new Map<string, string>(),
  /** Attributes of the cookies that were set. */
  attributes: new Map<string, Record<string, unknown>>(),
  forget() {
    browser.jar.clear();
    browser.attributes.clear();
    browser.sent = new Headers();
  },
};

export const nextHeaders = {
  headers: vi.fn(async () => {
    const sent = new Headers(browser.sent);
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");
    if (cookie !== "") sent.set("cookie", cookie);
    return sent;
  }),
  cookies: vi.fn(async () => ({
    get: (name: string) => (browser.jar.has(name) ? { name, value: browser.jar.get(name) } : undefined),
    set(name: string, value: string, attributes: Record<string, unknown>) {
      browser.jar.set(name, value);
      browser.attributes.set(name, attributes);
    },
    delete: ({ name }: { name: string }) => void browser.jar.delete(name),
  })),
};

export const PASSWORD = "a long enough password";

/** Makes an admin with the password above. */
export async function makeAdmin(
  role: "owner" | "staff" | "viewer",
  email = `${role}-${randomUUID()}@example.com`,
) {
  const { saveAdmin } = await import("@/server/accounts/save-admin");
  await saveAdmin({ email, name: `The ${role}`, role, password: PASSWORD });
  return email;
}
