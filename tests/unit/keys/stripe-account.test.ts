import { expect, it } from "vitest";
import { accountFault } from "../../../domain/stripe-keys/stripe-account.ts";
import { describeAccountFault } from "../../../server/stripe/keys/write-key-report.ts";

const described = (...given: Parameters<typeof accountFault>) => {
  const fault = accountFault(...given);
  return fault && describeAccountFault(fault);
};
const key = (role: string, account: string | null) => ({ variables: [`STRIPE_${role}_KEY`], account });

it("the account is no fault when all keys are of one account, or of none that is known", () => {
  expect(accountFault([])).toBeNull();
  expect(accountFault([], "acct_1")).toBeNull();
  expect(accountFault([key("CHECKOUT", "acct_1"), key("BACKOFFICE", "acct_1")])).toBeNull();
  expect(accountFault([key("CHECKOUT", "acct_1"), key("BACKOFFICE", "acct_1")], "acct_1")).toBeNull();
  expect(accountFault([key("CHECKOUT", null), key("BACKOFFICE", "acct_1")])).toBeNull();
  expect(accountFault([key("CHECKOUT", null)], "acct_1")).toBeNull();
});

it("the fault names each key with its account when they differ, whichever comes first", () => {
  const fault = {
    sentence:
      "The keys are of different Stripe accounts: STRIPE_CHECKOUT_KEY of acct_1; STRIPE_BACKOFFICE_KEY of acct_2.",
    fix: "take all of them from one account",
  };
  expect(
    described([key("CHECKOUT", "acct_1"), key("RECONCILER", null), key("BACKOFFICE", "acct_2")]),
  ).toEqual(fault);
});

it("the fault names only the wrong ones where an account is configured, also when they agree among themselves", () => {
  const keys = [key("CHECKOUT", "acct_2"), key("RECONCILER", "acct_1"), key("BACKOFFICE", "acct_2")];
  expect(described(keys, "acct_1")).toEqual({
    sentence:
      "STRIPE_ACCOUNT is acct_1, and not every key is of that Stripe account: STRIPE_CHECKOUT_KEY and STRIPE_BACKOFFICE_KEY of acct_2.",
    fix: "put a key of acct_1 there; for a move to another account, npm run setup:stripe asks for all keys again",
  });
  expect(accountFault([key("CHECKOUT", "acct_2")], "acct_1")).not.toBeNull();
});

it("the fault says each variable once", () => {
  const both = { variables: ["STRIPE_RESTRICTED_KEY", "STRIPE_RESTRICTED_KEY"], account: "acct_2" };
  expect(described([both], "acct_1")?.sentence).toMatch(/account: STRIPE_RESTRICTED_KEY of acct_2\.$/);
});
