import type { Admin } from "../../domain/accounts/roles.ts";

/** The request that an action or page of a test answers: headers, cookies, and who is signed in. */
export const browser = {
  sent: new Headers(),
  jar: new Map<string, string>(),
  /** Attributes of the cookies that were set. */
  attributes: new Map<string, Record<string, unknown>>(),
  /** Headers that every request has, also after `forget`. */
  always: {} as Record<string, string>,
  /** Signed in without a session; null: the session decides. */
  admin: null as Admin | null,
  forget() {
    browser.jar.clear();
    browser.attributes.clear();
    browser.sent = new Headers(browser.always);
  },
};

/** What `next/headers` gives outside a running shop. */
export const nextHeaders = {
  headers: async () => {
    const sent = new Headers(browser.sent);
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");
    if (cookie !== "") sent.set("cookie", cookie);
    return sent;
  },
  cookies: async () => ({
    get: (name: string) => (browser.jar.has(name) ? { name, value: browser.jar.get(name) } : undefined),
    set(name: string, value: string, attributes: Record<string, unknown> = {}) {
      if (value === "") browser.jar.delete(name);
      else browser.jar.set(name, value);
      browser.attributes.set(name, attributes);
    },
    delete: (cookie: string | { name: string }) =>
      void browser.jar.delete(typeof cookie === "string" ? cookie : cookie.name),
  }),
};

/** What a form sends with these fields. */
export function formOf(fields: Record<string, string | File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
