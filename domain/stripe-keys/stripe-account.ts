type KeyOfAccount = { variables: readonly string[]; account: string | null };

export type AccountFault = {
  /** What `STRIPE_ACCOUNT` holds; null when it is not set. */
  configured: string | null;
  /** The keys at fault by account, or all known ones where none is configured. */
  keys: { account: string; variables: string[] }[];
};

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
  const byAccount = Map.groupBy(configured ? others : known, ({ account }) => account);
  return {
    configured: configured ?? null,
    keys: [...byAccount].map(([account, of]) => ({
      account,
      variables: [...new Set(of.flatMap(({ variables }) => variables))],
    })),
  };
}
