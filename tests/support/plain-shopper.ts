/** A shopper's browser without JavaScript: pages, forms and cookies, nothing else. */
export class PlainShopper {
  readonly #cookies = new Map<string, string>();

  constructor(
    readonly origin: string,
    /** What forms say of where they come from. */
    readonly formOrigin = origin,
  ) {}

  async open(path: string): Promise<string> {
    const answer = await this.#send(path, {});
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return text;
  }

  /** Sends the form that has a field of this name. @returns where it leads */
  async submit(path: string, html: string, field: string): Promise<string> {
    const form = [...html.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].find(([whole]) =>
      whole.includes(`name="${field}"`),
    );
    if (!form) throw new Error(`${path} has no form with ${field}`);
    const body = new FormData();
    for (const [input] of form[0].matchAll(/<input[^>]*>/g)) {
      const name = attribute(input, "name");
      if (name !== null) body.set(name, attribute(input, "value") ?? "");
    }
    const answer = await this.#send(path, { method: "POST", body });
    await answer.arrayBuffer();
    const location = answer.headers.get("location");
    if (location === null) throw new Error(`the form of ${path} answered ${answer.status}`);
    return location;
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { origin: this.formOrigin, cookie };
    const answer = await fetch(this.origin + path, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined
    ? null
    : found.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}
