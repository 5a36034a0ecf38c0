import { randomBytes } from "node:crypto";
import { createRandom } from "./random.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Prefix and number of random characters, as long as Stripe's own so that a shop's columns are really tested. */
const SHAPES = {
  balance_transaction: ["txn_1", 23],
  cli_session: ["cliws_", 24],
  charge: ["ch_3", 23],
  coupon: ["", 8],
  customer: ["cus_", 14],
  "checkout.session": ["cs_test_a1", 56],
  delivery: ["dlv_", 20],
  discount: ["di_1", 23],
  dispute: ["du_1", 23],
  invoice_prefix: ["", 8],
  early_fraud_warning: ["issfr_1", 23],
  event: ["evt_1", 23],
  item: ["li_1", 23],
  mandate: ["mandate_1", 23],
  payment_intent: ["pi_3", 23],
  payment_method: ["pm_1", 23],
  payout: ["po_1", 23],
  price: ["price_1", 23],
  product: ["prod_", 14],
  promotion_code: ["promo_1", 23],
  promotion_text: ["", 8],
  refund: ["re_3", 23],
  request: ["req_", 14],
  restricted_key: ["rk_test_sandbox_", 24],
  review: ["prv_1", 23],
  secret: ["", 25],
  shipping_rate: ["shr_1", 23],
  webhook_endpoint: ["we_1", 23],
  webhook_secret: ["whsec_", 32],
} as const satisfies Record<string, readonly [prefix: string, length: number]>;

export type IdKind = keyof typeof SHAPES;

let draw: (length: number) => Uint8Array = randomBytes;

/** The same seed gives the same ids in the same order; null makes them unforeseeable again. For the whole process. */
export function seedIds(seed: number | null): void {
  if (seed === null) {
    draw = randomBytes;
    return;
  }
  const random = createRandom(seed);
  draw = (length) => Uint8Array.from({ length }, () => random() * 256);
}

/** So many digits, as banks number things. */
export const newDigits = (length: number): string =>
  Array.from(draw(length), (byte) => String(byte % 10)).join("");

export function newId(kind: IdKind): string {
  const [prefix, length] = SHAPES[kind];
  let id: string = prefix;
  // The modulo favours a few letters by a hair: fine for names, nothing here is a real secret.
  for (const byte of draw(length)) id += ALPHABET.charAt(byte % ALPHABET.length);
  return id;
}
