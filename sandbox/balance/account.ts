import { endpoint, one } from "../protocol/endpoint.ts";
import { noSuch } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { currency, object, optional, text } from "../protocol/params.ts";
import { accountOf } from "./account-object.ts";
import { balanceOf } from "./read-balance.ts";

/** The account's own things: what a key doctor looks at, and what the shop's keys should not be able to see. */
export const accountEndpoints = [
  endpoint("GET /v1/account", one("account"), object({}), ({ account }) => accountOf(account)),
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
