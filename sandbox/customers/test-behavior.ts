import type { Charge, PaymentMethod } from "../objects/stripe-objects.ts";
import type { Work } from "../work/work.ts";
import { accountByToken, type TestAccount } from "./test-accounts.ts";
import { cardByToken, type FollowUp, type TestCard } from "./test-cards.ts";

const tokenOf = (work: Work, methodId: string | null): string =>
  work.store.cardsOfMethods.get(methodId ?? "")?.token ?? "";

export function cardOf(work: Work, method: PaymentMethod): TestCard {
  const card = cardByToken(tokenOf(work, method.id));
  if (!card) throw new Error(`No test card stands behind ${method.id}`);
  return card;
}

export function accountOf(work: Work, method: PaymentMethod): TestAccount {
  const account = accountByToken(tokenOf(work, method.id));
  if (!account) throw new Error(`No test account stands behind ${method.id}`);
  return account;
}

/** What the card or account behind a charge has in store for it. */
export function followUpOf(work: Work, charge: Charge): FollowUp | null {
  const token = tokenOf(work, charge.payment_method);
  return (cardByToken(token) ?? accountByToken(token))?.followUp ?? null;
}
