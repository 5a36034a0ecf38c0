import type { PaymentMethod } from "../domain/orders/payment-facts.ts";
import type { Translate } from "./messages.ts";

const BRANDS: Record<string, string> = {
  amex: "American Express",
  cartes_bancaires: "Cartes Bancaires",
  diners: "Diners Club",
  discover: "Discover",
  jcb: "JCB",
  mastercard: "Mastercard",
  unionpay: "UnionPay",
  visa: "Visa",
};

// By Stripe's types: https://docs.stripe.com/api/payment_methods/object#payment_method_object-type
const METHODS: Record<string, string> = {
  acss_debit: "ACSS Debit",
  affirm: "Affirm",
  afterpay_clearpay: "Afterpay / Clearpay",
  alipay: "Alipay",
  amazon_pay: "Amazon Pay",
  au_becs_debit: "BECS Direct Debit",
  bacs_debit: "Bacs Direct Debit",
  bancontact: "Bancontact",
  blik: "BLIK",
  cashapp: "Cash App Pay",
  eps: "EPS",
  grabpay: "GrabPay",
  ideal: "iDEAL",
  klarna: "Klarna",
  link: "Link",
  mobilepay: "MobilePay",
  multibanco: "Multibanco",
  p24: "Przelewy24",
  paypal: "PayPal",
  revolut_pay: "Revolut Pay",
  sepa_debit: "SEPA Direct Debit",
  swish: "Swish",
  twint: "TWINT",
  us_bank_account: "ACH Direct Debit",
  wechat_pay: "WeChat Pay",
};

/** "Visa", "SEPA Direct Debit"; a type that this version does not know by its own name, such as "New pay". */
export function methodLabel({ type, brand }: PaymentMethod): string {
  if (brand) return BRANDS[brand] ?? brand;
  const words = type.replaceAll("_", " ");
  return METHODS[type] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Visa 4242", "SEPA Direct Debit 3000", or what a refund goes to when it is not known. */
export function methodName(method: PaymentMethod | null, t: Translate): string {
  if (!method) return t("site.originalMethod");
  return [methodLabel(method), method.last4].filter(Boolean).join(" ");
}
