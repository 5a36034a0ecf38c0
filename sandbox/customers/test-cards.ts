// Stripe's test cards that the sandbox knows: docs.stripe.com/testing. One row is all it takes to add another.

interface Decline {
  code: string;
  declineCode: string | null;
  message: string;
}

/** What happens some time after a payment succeeded. */
export type FollowUp =
  | "refund_pending"
  | "refund_fails"
  | "disputed"
  | "not_received"
  | "inquiry"
  | "disputed_twice"
  | "fraud_warning"
  | "review";

/** Checks that the shopper's bank makes in addition to the payment; they may fail although the payment succeeds. */
type Check = "address_line1_check" | "address_postal_code_check" | "cvc_check";

export interface TestCard {
  number: string;
  /** Ends the ids tok_… and pm_card_… that stand for this card. */
  token: string;
  label: string;
  brand: "visa" | "mastercard" | "amex" | "discover" | "diners" | "jcb" | "unionpay";
  funding: "credit" | "debit" | "prepaid";
  decline: Decline | null;
  /** "optional": only asked when the shop requests it. */
  authentication: "required" | "optional" | "none";
  followUp: FollowUp | null;
  failedChecks: readonly Check[];
  risk: "normal" | "elevated" | "highest";
  /** Whether Radar stops the payment before it reaches the bank. */
  isBlocked: boolean;
  /** The money is available at once, without the usual days. */
  bypassesPending: boolean;
}

const declined = (declineCode: string, message = "Your card was declined."): Decline => ({
  code: "card_declined",
  declineCode,
  message,
});

const EXPIRED: Decline = { code: "expired_card", declineCode: null, message: "Your card has expired." };
const WRONG_CVC: Decline = {
  code: "incorrect_cvc",
  declineCode: null,
  message: "Your card's security code is incorrect.",
};
const PROCESSING: Decline = {
  code: "processing_error",
  declineCode: null,
  message: "An error occurred while processing your card. Try again in a little bit.",
};
const NO_FUNDS = declined("insufficient_funds", "Your card has insufficient funds.");
const TOO_OFTEN = declined(
  "card_velocity_exceeded",
  "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
);

type Row = [number: string, token: string, label: string, more?: Partial<TestCard>];

const ASKS = { authentication: "required" } as const;
const BLOCKED = { risk: "highest", isBlocked: true, decline: declined("fraudulent") } as const;

/** Those that the checkout page offers next to its form. */
const OFFERED: Row[] = [
  ["4242424242424242", "visa", "Pays"],
  ["4000056655665556", "visa_debit", "Pays (debit)", { funding: "debit" }],
  ["5555555555554444", "mastercard", "Pays", { brand: "mastercard" }],
  ["378282246310005", "amex", "Pays", { brand: "amex" }],
  ["4000002500003155", "authenticationRequiredOnSetup", "Asks for 3-D Secure", ASKS],
  ["4000002760003184", "authenticationRequired", "Asks for 3-D Secure", ASKS],
  ["4000000000003220", "threeDSecure2Required", "Asks for 3-D Secure 2", ASKS],
  [
    "4000008260003178",
    "authenticationRequiredChargeDeclinedInsufficientFunds",
    "3-D Secure, then too little money",
    { ...ASKS, decline: NO_FUNDS },
  ],
  [
    "4000008400001629",
    "threeDSecureRequiredChargeDeclined",
    "3-D Secure, then declined",
    { ...ASKS, decline: declined("generic_decline") },
  ],
  ["4000000000000002", "chargeDeclined", "Declined", { decline: declined("generic_decline") }],
  ["4000000000009995", "chargeDeclinedInsufficientFunds", "Too little money", { decline: NO_FUNDS }],
  ["4000000000009987", "chargeDeclinedLostCard", "Lost card", { decline: declined("lost_card") }],
  ["4000000000009979", "chargeDeclinedStolenCard", "Stolen card", { decline: declined("stolen_card") }],
  ["4000000000000069", "chargeDeclinedExpiredCard", "Expired card", { decline: EXPIRED }],
  ["4000000000000127", "chargeDeclinedIncorrectCvc", "Wrong security code", { decline: WRONG_CVC }],
  ["4000000000000119", "chargeDeclinedProcessingError", "Processing error", { decline: PROCESSING }],
  ["4100000000000019", "radarBlock", "Blocked as fraud", BLOCKED],
  ["4000000000007726", "pendingRefund", "Refund takes a while", { followUp: "refund_pending" }],
  ["4000000000005126", "refundFail", "Refund fails later", { followUp: "refund_fails" }],
  ["4000000000000259", "createDispute", "Disputed after paying", { followUp: "disputed" }],
  [
    "4000000000002685",
    "createDisputeProductNotReceived",
    "Disputed: not received",
    { followUp: "not_received" },
  ],
  ["4000000000001976", "createDisputeInquiry", "Inquiry after paying", { followUp: "inquiry" }],
  ["4000000000005423", "createIssuerFraudRecord", "Fraud warning", { followUp: "fraud_warning" }],
  ["4000000000009235", "riskLevelElevated", "Held for review", { risk: "elevated", followUp: "review" }],
];

const MASTERCARD = { brand: "mastercard" } as const;
const OPTIONAL = { authentication: "optional" } as const;
const ELEVATED = { risk: "elevated" } as const;
const LINE1 = "address_line1_check";
const POSTAL = "address_postal_code_check";

/** The rest: known by number and token, and not offered. */
const KNOWN: Row[] = [
  ["2223003122003222", "mastercard_2series", "Pays", MASTERCARD],
  ["5200828282828210", "mastercard_debit", "Pays (debit)", { ...MASTERCARD, funding: "debit" }],
  ["5105105105105100", "mastercard_prepaid", "Pays (prepaid)", { ...MASTERCARD, funding: "prepaid" }],
  ["371449635398431", "amex_second", "Pays", { brand: "amex" }],
  ["6011111111111117", "discover", "Pays", { brand: "discover" }],
  ["6011000990139424", "discover_second", "Pays", { brand: "discover" }],
  ["6011981111111113", "discover_debit", "Pays (debit)", { brand: "discover", funding: "debit" }],
  ["3056930009020004", "diners", "Pays", { brand: "diners" }],
  ["36227206271667", "diners_14digits", "Pays", { brand: "diners" }],
  ["3566002020360505", "jcb", "Pays", { brand: "jcb" }],
  ["6200000000000005", "unionpay", "Pays", { brand: "unionpay" }],
  ["6200000000000047", "unionpay_debit", "Pays (debit)", { brand: "unionpay", funding: "debit" }],
  ["6205500000000000004", "unionpay_19digits", "Pays", { brand: "unionpay" }],
  ["4000000000000077", "bypassPending", "Pays, available immediately", { bypassesPending: true }],
  ["4000000000003055", "threeDSecureOptional", "3-D Secure if the shop asks", OPTIONAL],
  ["4000000000003097", "threeDSecureOptionalProcessingError", "3-D Secure fails if asked", OPTIONAL],
  ["4000008400001280", "threeDSecureRequiredProcessingError", "3-D Secure fails", { decline: PROCESSING }],
  ["4000003800000446", "authenticationRequiredSetupForOffSession", "Asks for 3-D Secure", ASKS],
  ["4000000000006975", "chargeDeclinedVelocityLimitExceeded", "Used too often", { decline: TOO_OFTEN }],
  ["4000000000000341", "chargeCustomerFail", "Declined", { decline: declined("generic_decline") }],
  ["4000000000004954", "riskLevelHighest", "Blocked as fraud", BLOCKED],
  ["4000000000000101", "cvcCheckFail", "Pays, security code wrong", { failedChecks: ["cvc_check"] }],
  ["4000000000000036", "avsZipFail", "Pays, postal code wrong", { failedChecks: [POSTAL] }],
  ["4000000000000028", "avsLine1Fail", "Pays, street wrong", { failedChecks: [LINE1] }],
  ["4000000000000010", "avsFail", "Pays, address wrong", { failedChecks: [LINE1, POSTAL] }],
  [
    "4000058400307872",
    "cvcCheckFailElevatedRisk",
    "Pays, security code wrong",
    { ...ELEVATED, failedChecks: ["cvc_check"] },
  ],
  [
    "4000058400306072",
    "avsZipFailElevatedRisk",
    "Pays, postal code wrong",
    { ...ELEVATED, failedChecks: [POSTAL] },
  ],
  ["4000000404000079", "createMultipleDisputes", "Disputed twice", { followUp: "disputed_twice" }],
];

const cardOfRow = ([number, token, label, more]: Row): TestCard => ({
  number,
  token,
  label,
  brand: "visa",
  funding: "credit",
  decline: null,
  authentication: "none",
  followUp: null,
  failedChecks: [],
  risk: "normal",
  isBlocked: false,
  bypassesPending: false,
  ...more,
});

export const testCards: readonly TestCard[] = OFFERED.map(cardOfRow);
export const moreTestCards: readonly TestCard[] = KNOWN.map(cardOfRow);

/** A well-formed number that is no test card: Stripe's test mode declines it in these words. */
const NOT_A_TEST_CARD = declined(
  "test_mode_live_card",
  "Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
);

export const unknownCard: TestCard = cardOfRow([
  "",
  "stranger",
  "Not a test card",
  { decline: NOT_A_TEST_CARD },
]);

const all = [...testCards, ...moreTestCards, unknownCard];
const byToken = new Map(all.map((card) => [card.token, card]));
const byNumber = new Map(all.map((card) => [card.number, card]));

/** Stripe writes some tokens with the brand before them: visa_chargeDeclined. */
export const cardByToken = (token: string): TestCard | undefined =>
  byToken.get(token) ?? byToken.get(token.replace(/^visa_/, ""));
export const cardByNumber = (number: string): TestCard | undefined => byNumber.get(number);

/** The check digit every card number carries (ISO/IEC 7812). */
export function isLuhnValid(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  let sum = 0;
  [...number].reverse().forEach((digit, index) => {
    const doubled = index % 2 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return sum % 10 === 0;
}
