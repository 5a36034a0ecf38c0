import Stripe from "stripe";
import { onTestFinished } from "vitest";
import { type RunningSandbox, type SandboxOptions, startSandbox } from "../../server.ts";

export const ALL = "sk_test_sandbox_all_permissions";

export interface Reply {
  status: number;
  headers: Headers;
  // Answers are looked into freely here: what shape they have is what the tests ask.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  json: any;
}

/** A sandbox of its own for one test, with three ways to talk to it: the official SDK, plain HTTP, the control API. */
export async function openSandbox(options: Partial<SandboxOptions> = {}) {
  const sandbox = await startSandbox({ port: 0, ...options });
  onTestFinished(() => sandbox.close());
  return connect(sandbox);
}

export function connect(sandbox: Pick<RunningSandbox, "url" | "port">) {
  const sdk = (key = ALL): Stripe =>
    new Stripe(key, {
      host: "127.0.0.1",
      port: sandbox.port,
      protocol: "http",
      maxNetworkRetries: 0,
      telemetry: false,
    });

  const http = async (
    method: string,
    path: string,
    form: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const isPost = method === "POST";
    const query = isPost || Object.keys(form).length === 0 ? "" : `?${new URLSearchParams(form)}`;
    const response = await fetch(`${sandbox.url}${path}${query}`, {
      method,
      headers: { authorization: `Bearer ${ALL}`, ...headers },
      ...(isPost ? { body: new URLSearchParams(form) } : {}),
      redirect: "manual",
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text.startsWith("{") ? JSON.parse(text) : text,
    };
  };

  const control = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, json: await response.json() };
  };

  const mint = async (name: string, permissions: string[]): Promise<string> =>
    (await control("POST", "keys", { name, permissions })).json.key;
  const advance = (seconds: number): Promise<Reply> => control("POST", "clock", { advance_seconds: seconds });
  const fault = (body: object): Promise<Reply> => control("POST", "faults", body);

  /** Pays a session as the Stripe CLI does. */
  const pay = async (session: string, card = "visa", more: Record<string, string> = {}): Promise<Reply> => {
    const method = await http("POST", "/v1/payment_methods", {
      type: "card",
      "card[token]": `tok_${card}`,
      "billing_details[email]": "alex@example.com",
    });
    return http("POST", `/v1/payment_pages/${session}/confirm`, { payment_method: method.json.id, ...more });
  };
  return { url: sandbox.url, port: sandbox.port, sdk, http, control, mint, advance, fault, pay };
}

export type Connection = ReturnType<typeof connect>;

/** A session for one mug of 24 euros. */
export const mug = {
  mode: "payment",
  success_url: "http://shop.test/thanks?session={CHECKOUT_SESSION_ID}",
  line_items: [
    { quantity: 1, price_data: { currency: "eur", unit_amount: 2400, product_data: { name: "Tumble mug" } } },
  ],
} satisfies Stripe.Checkout.SessionCreateParams;

/** The error that a call of the SDK ends in. */
export async function errorOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("The call was expected to fail, and succeeded");
}
