import { invalidRequest } from "../protocol/errors.ts";
import { list, type Param, text } from "../protocol/params.ts";

/** The ways to pay that the sandbox has, with the currency that each is bound to. */
const WAYS = { card: null, sepa_debit: "eur", us_bank_account: "usd" } as const;
type Way = keyof typeof WAYS;
const ways: Way[] = ["card", "sepa_debit", "us_bank_account"];

/** Names of ways to pay: with none of the sandbox's among them, nothing could ever be paid here. */
export const methodTypes = (): Param<string[]> => ({
  read(value, path) {
    const types = list(text(40)).read(value, path);
    if (ways.some((way) => types.includes(way))) return types;
    throw invalidRequest(
      `The sandbox imitates ${ways.join(", ")} only, and ${path} has none of them.`,
      path,
      "sandbox_not_covered",
    );
  },
});

/** The ways in which something may be paid: debits need their currency and cannot be held for a later capture. */
export function typesFor(input: {
  currency: string;
  allowed: readonly string[] | null;
  excluded?: readonly string[] | null;
  isManual: boolean;
}): Way[] {
  const { currency, allowed, excluded, isManual } = input;
  const types = ways.filter((way) => {
    if (allowed && !allowed.includes(way)) return false;
    if (excluded?.includes(way)) return false;
    return WAYS[way] === null || (WAYS[way] === currency && !isManual);
  });
  if (types.length > 0) return types;
  throw invalidRequest(
    `No valid payment method types for this payment in ${currency}: ${(allowed ?? ways).join(", ")}.`,
    "allowed_payment_method_types",
  );
}
