export type AccountFault = { sentence: string; fix: string };

type KeyOfAccount = { variables: readonly string[]; account: string | null };

const LIST = new Intl.ListFormat("en-GB");

/**
 * What is wrong when keys are of several Stripe accounts, or of another than the configured one: orders would be
 * opened in one and looked for in the other. A key whose account is not known is no fault.
 * @param configured what `STRIPE_ACCOUNT` holds, where it is set
 */
export function accountFault(keys: readonly KeyOfAccount[], configured?: string): AccountFault | null {
  const known = keys.flatMap(({ variables, account }) => (account === null ? [] : [{ variables, account }]));
  const expected = configured ?? known[0]?.account;
  const others = known.filter(({ account }) => account !== expected);
  if (others.length === 0) return null;
  const named = [...Map.groupBy(configured ? others : known, ({ account }) => account)]
    .map(([account, of]) => `${LIST.format(new Set(of.flatMap(({ variables }) => variables)))} of ${account}`)
    .join("; ");
  if (configured === undefined)
    return {
      sentence: `The keys are of different Stripe accounts: ${named}.`,
      fix: "take all of them from one account",
    };
  return {
    sentence: `STRIPE_ACCOUNT is ${configured}, and not every key is of that Stripe account: ${named}.`,
    fix: `put a key of ${configured} there; for a move to another account, npm run setup:stripe asks for all keys again`,
  };
}
