import Stripe from "stripe";
import { describe, expect, it, vi } from "vitest";
import { env, parseEnv } from "../../../server/platform/env.ts";
import { CALLS, type CallName } from "../../../server/stripe/calls.ts";
import { translate } from "../../../server/stripe/client.ts";
import { readKeyText, readPermissionText } from "../../../server/stripe/keys/permission-text.ts";
import { describeKeyError } from "../../../server/stripe/stripe-call-error.ts";

const KEYS = {
  APP_SECRET: "a-secret-for-tests-that-is-long-enough",
  DATABASE_URL: "postgresql://nobody@localhost/none",
  STRIPE_PUBLISHABLE_KEY: "pk_test_FOR_TESTS_ONLY",
  STRIPE_CHECKOUT_KEY: "rk_test_C_LOCAL",
  STRIPE_RECONCILER_KEY: "rk_test_R_LOCAL",
  STRIPE_BACKOFFICE_KEY: "rk_test_B_LOCAL",
};
for (const [name, value] of Object.entries(KEYS)) vi.stubEnv(name, value);

const EDIT = "https://dashboard.stripe.com/b/acct_1?destination=%2Fapikeys%2Fmk_1%2Fedit";
const start = "The provided key 'rk_live_...SYT3' does not have the required permissions for this endpoint";
const today = (wanted: string, end = ` You can edit permissions at ${EDIT}`) =>
  `Permission denied. ${start} on account 'acct_1'. Enabling ${wanted} permissions on this key would allow this request to continue.${end}`;
const old = (slug: string) =>
  `The provided key 'rk_live_****xxxxxx' does not have the required permissions for this endpoint on account 'acct_y'. Having the '${slug}' permission would allow this request to continue.`;

describe("a text of Stripe's about a missing permission", () => {
  it.each<[string, string, string[], string | null, string | null, string | null]>([
    [
      "today's, label in quotes",
      today(`"Checkout Sessions Read" ('checkout_session_read')`),
      ["checkout_session_read"],
      "Checkout Sessions Read",
      EDIT,
      "acct_1",
    ],
    [
      "today's, label without quotes",
      today(`Charges and Refunds Write ('charge_write')`),
      ["charge_write"],
      "Charges and Refunds Write",
      EDIT,
      "acct_1",
    ],
    ["today's, no label", today(`('event_read')`), ["event_read"], null, EDIT, "acct_1"],
    [
      "today's, no link",
      today(`"Disputes Read" ('dispute_read')`, ""),
      ["dispute_read"],
      "Disputes Read",
      null,
      "acct_1",
    ],
    [
      "today's, a full stop after the link",
      today(`"Disputes Read" ('dispute_read')`, ` You can edit permissions at ${EDIT}.`),
      ["dispute_read"],
      "Disputes Read",
      EDIT,
      "acct_1",
    ],
    [
      "today's, a link to another host",
      today(
        `"Disputes Read" ('dispute_read')`,
        " You can edit permissions at https://dashboard.stripe.com.evil.test/x",
      ),
      ["dispute_read"],
      "Disputes Read",
      null,
      "acct_1",
    ],
    ["the old one", old("rak_invoice_write"), ["invoice_write"], null, null, "acct_y"],
    ["the old one, of a refund", old("rak_charge_write"), ["charge_write"], null, null, "acct_y"],
    [
      "the old one, of the account",
      old("rak_accounts_kyc_basic_read"),
      ["connected_account_read"],
      null,
      null,
      "acct_y",
    ],
    [
      "the old one, of tax",
      old("rak_tax_transaction_write"),
      ["tax_calculations_and_transactions_write"],
      null,
      null,
      "acct_y",
    ],
    ["another text", "No such payment_intent: 'pi_read'", [], null, null, null],
    ["no account in it", `${start}.`, [], null, null, null],
    ["an empty account", today("").replace("acct_1", "acct_"), [], null, EDIT, null],
    ["something else for an account", today("").replace("acct_1", "acct_<b>1"), [], null, EDIT, null],
    [
      "an account that only the link names",
      `Not allowed. You can edit permissions at ${EDIT}`,
      [],
      null,
      EDIT,
      null,
    ],
  ])("is understood: %s", (_, text, permissions, label, editLink, account) => {
    expect(readPermissionText(text)).toEqual({ permissions, label, editLink, account });
  });
});

describe("a text of Stripe's about a key", () => {
  it.each<[string, string | null, ReturnType<typeof readKeyText>]>([
    [
      "You did not provide an API key. You need to provide your API key in the Authorization header",
      null,
      "none_sent",
    ],
    ["Invalid API Key provided: rk_test_****wxyz", null, "unknown"],
    ["Expired API Key provided: rk_test_****wxyz", "api_key_expired", "expired"],
    ["The API key provided does not allow requests from your IP address.", null, "address"],
    [
      "This API call cannot be made with a publishable API key. Please use a secret API key.",
      "secret_key_required",
      "publishable",
    ],
    ["No such checkout.session: 'cs_1'", "resource_missing", null],
  ])("is told apart: %s", (text, code, fault) => {
    expect(readKeyText(text, code)).toBe(fault);
  });
});

const failed = (call: CallName, statusCode: number, message: string, code?: string) => {
  const Type =
    statusCode === 403 ? Stripe.errors.StripePermissionError : Stripe.errors.StripeAuthenticationError;
  return translate(
    call,
    new Type({ type: "invalid_request_error", statusCode, message, ...(code ? { code } : {}) } as never),
  );
};

describe("a refused call", () => {
  it("knows call, role, permission, row and edit link", () => {
    const error = failed("createRefund", 403, today(`"Charges and Refunds Write" ('charge_write')`));
    expect(error).toMatchObject({
      fault: "permission",
      call: "createRefund",
      role: "backoffice",
      permissions: ["charge_write"],
      editLink: EDIT,
      isKeyError: true,
    });
    expect(describeKeyError(error.problem)).toBe(
      "The backoffice key lacks the permission for POST /v1/refunds. Give it Charges and Refunds: Write (charge_write) in Stripe’s dashboard.",
    );
  });

  it("takes Stripe's slug only to choose among those that the call declares", () => {
    const named = failed("readCheckoutSession", 403, old("rak_charge_read"));
    expect(named.permissions).toEqual(["charge_read"]);
    const misled = failed("readCheckoutSession", 403, old("rak_credit_note_read"));
    expect(misled.permissions).toEqual(CALLS.readCheckoutSession.permissions);
    expect(failed("createRefund", 403, "Not allowed.").permissions).toEqual(["charge_write"]);
  });

  it.each([
    [
      "Invalid API Key provided: hunter2-my-password",
      undefined,
      "Stripe does not know the key in STRIPE_CHECKOUT_KEY: it was deleted, or it belongs to another account or mode. Replace it with a current key.",
    ],
    [
      "Expired API Key provided: rk_test_****wxyz",
      "api_key_expired",
      "The key in STRIPE_CHECKOUT_KEY was revoked, rolled or has expired. Replace it with its successor.",
    ],
    [
      "The API key provided does not allow requests from your IP address.",
      undefined,
      "Stripe does not accept the key in STRIPE_CHECKOUT_KEY from this machine’s IP address. Add the address to the key’s access policy at Stripe.",
    ],
    [
      "This API call cannot be made with a publishable API key. Please use a secret API key.",
      "secret_key_required",
      "STRIPE_CHECKOUT_KEY holds a publishable key. Replace it with a restricted key.",
    ],
    ["You did not provide an API key. …", undefined, "No key reached Stripe. Set STRIPE_CHECKOUT_KEY."],
  ])("with 401 has a sentence of its own and repeats nothing of Stripe's: %s", (text, code, sentence) => {
    const error = failed("createCheckoutSession", 401, text, code);
    expect(error).toMatchObject({ fault: "key", role: "checkout" });
    expect(describeKeyError(error.problem)).toBe(sentence);
    expect(error.message).not.toContain("hunter2");
    expect(error.message).not.toContain("wxyz");
  });

  it("names the variable that holds the key, also where one stands for all", () => {
    const { STRIPE_CHECKOUT_KEY: _, STRIPE_RECONCILER_KEY: __, ...rest } = KEYS;
    const { keyVariables } = parseEnv({ ...rest, STRIPE_RESTRICTED_KEY: "rk_test_ALL_LOCAL" });
    expect(keyVariables).toEqual({
      checkout: "STRIPE_RESTRICTED_KEY",
      reconciler: "STRIPE_RESTRICTED_KEY",
      backoffice: "STRIPE_BACKOFFICE_KEY",
    });
    const own = { ...env().keyVariables };
    Object.assign(env().keyVariables, keyVariables);
    const refused = failed("createCheckoutSession", 401, "Expired API Key provided: x", "api_key_expired");
    expect(describeKeyError(refused.problem)).toMatch(/^The key in STRIPE_RESTRICTED_KEY was revoked/);
    const lacking = failed("createCheckoutSession", 403, "Not allowed.");
    expect(describeKeyError(lacking.problem)).toMatch(
      /^The key in STRIPE_RESTRICTED_KEY lacks the permission for POST \/v1\/checkout\/sessions\. Give it/,
    );
    Object.assign(env().keyVariables, own);
  });
});
