import { ACCOUNT_ID } from "../objects.ts";
import { balanceOf } from "../payments/read-balance.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { noSuch } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { currency, object, optional, text } from "../protocol/params.ts";

const account = {
  id: ACCOUNT_ID,
  object: "account",
  business_profile: { name: "Latchkey sandbox", url: null },
  business_type: null,
  capabilities: { card_payments: "active", transfers: "active" },
  charges_enabled: true,
  country: "DE",
  default_currency: "eur",
  details_submitted: true,
  email: null,
  metadata: {},
  payouts_enabled: true,
  settings: { dashboard: { display_name: "Latchkey sandbox", timezone: "Etc/UTC" } },
  type: "standard",
};

/** The account's own things: what a key doctor looks at, and what the shop's keys should not be able to see. */
export const accountEndpoints = [
  endpoint("GET /v1/account", one("account"), object({}), () => account),
  endpoint("GET /v1/balance", one("balance"), object({}), ({ store }) => balanceOf(store)),
  endpoint("GET /v1/balance_transactions/:id", one("balance_transaction"), object({}), (work, _, id) => {
    const found = work.store.balanceTransactions.get(id);
    if (!found) throw noSuch("balance transaction", id);
    return found;
  }),
  listEndpoint("GET /v1/balance_transactions", "balance_transaction", (store) => store.balanceTransactions, {
    filters: {
      currency: optional(currency()),
      payout: optional(text()),
      source: optional(text()),
      type: optional(text()),
    },
    indexed: ["source", "type"],
    matches: { payout: (row, payout) => row.source === payout },
  }),
];
