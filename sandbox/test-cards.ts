// Stripe's test cards that the sandbox knows: docs.stripe.com/testing. One row is all it takes to add another.

interface Decline {
  code: string;
  declineCode: string | null;
  message: string;
}

/** What happens to the money some time after a payment succeeded. */
export type Aftermath = "refund_pending" | "refund_fails" | "disputed" | "inquiry";

export interface TestCard {
  number: string;
  /** Ends the ids tok_… and pm_card_… that stand for this card. */
  token: string;
  label: string;
  brand: "visa" | "mastercard" | "amex";
  funding: "credit" | "debit";
  decline: Decline | null;
  needsAuthentication: boolean;
  aftermath: Aftermath | null;
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

type Row = [number: string, token: string, label: string, more?: Partial<TestCard>];

const ROWS: Row[] = [
  ["4242424242424242", "visa", "Pays"],
  ["4000056655665556", "visa_debit", "Pays (debit)", { funding: "debit" }],
  ["5555555555554444", "mastercard", "Pays", { brand: "mastercard" }],
  ["378282246310005", "amex", "Pays", { brand: "amex" }],
  ["4000002500003155", "authenticationRequired", "Asks for 3-D Secure", { needsAuthentication: true }],
  ["4000002760003184", "authenticationRequiredAlways", "Asks for 3-D Secure", { needsAuthentication: true }],
  ["4000000000003220", "threeDSecure2Required", "Asks for 3-D Secure 2", { needsAuthentication: true }],
  [
    "4000008260003178",
    "authenticationRequiredChargeDeclinedInsufficientFunds",
    "3-D Secure, then too little money",
    { needsAuthentication: true, decline: NO_FUNDS },
  ],
  [
    "4000008400001629",
    "threeDSecureRequiredChargeDeclined",
    "3-D Secure, then declined",
    { needsAuthentication: true, decline: declined("generic_decline") },
  ],
  ["4000000000000002", "chargeDeclined", "Declined", { decline: declined("generic_decline") }],
  ["4000000000009995", "chargeDeclinedInsufficientFunds", "Too little money", { decline: NO_FUNDS }],
  ["4000000000009987", "chargeDeclinedLostCard", "Lost card", { decline: declined("lost_card") }],
  ["4000000000009979", "chargeDeclinedStolenCard", "Stolen card", { decline: declined("stolen_card") }],
  ["4000000000000069", "chargeDeclinedExpiredCard", "Expired card", { decline: EXPIRED }],
  ["4000000000000127", "chargeDeclinedIncorrectCvc", "Wrong security code", { decline: WRONG_CVC }],
  ["4000000000000119", "chargeDeclinedProcessingError", "Processing error", { decline: PROCESSING }],
  ["4000000000007726", "pendingRefund", "Refund takes a while", { aftermath: "refund_pending" }],
  ["4000000000005126", "refundFail", "Refund fails later", { aftermath: "refund_fails" }],
  ["4000000000000259", "createDispute", "Disputed after paying", { aftermath: "disputed" }],
  ["4000000000001976", "createDisputeInquiry", "Inquiry after paying", { aftermath: "inquiry" }],
];

export const testCards: readonly TestCard[] = ROWS.map(([number, token, label, more]) => ({
  number,
  token,
  label,
  brand: "visa",
  funding: "credit",
  decline: null,
  needsAuthentication: false,
  aftermath: null,
  ...more,
}));

/** A well-formed number that is no test card: Stripe's test mode declines it in these words. */
const NOT_A_TEST_CARD = declined(
  "test_mode_live_card",
  "Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
);

export const strangerCard: TestCard = {
  number: "",
  token: "stranger",
  label: "Not a test card",
  brand: "visa",
  funding: "credit",
  decline: NOT_A_TEST_CARD,
  needsAuthentication: false,
  aftermath: null,
};

const byToken = new Map([...testCards, strangerCard].map((card) => [card.token, card]));
const byNumber = new Map(testCards.map((card) => [card.number, card]));

export const cardByToken = (token: string): TestCard | undefined => byToken.get(token);
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
