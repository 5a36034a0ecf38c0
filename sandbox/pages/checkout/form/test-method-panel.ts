import { html } from "hono/html";
import { testAccounts } from "../../../customers/test-accounts.ts";
import { type TestCard, testCards } from "../../../customers/test-cards.ts";
import type { CheckoutSession } from "../../../objects/stripe-objects.ts";
import type { Html } from "../../frame/layout.ts";

interface Row {
  label: string;
  number: string;
  /** What fills in: `card` a card, otherwise the kind of account. */
  kind: string;
}

const groupOf = (card: TestCard): string => {
  if (card.authentication === "required") return "Needs authentication";
  if (card.decline) return "Declined";
  return card.followUp ? "Pays, with a follow-up" : "Pays";
};

const spaced = (number: string): string =>
  number.length === 15
    ? number.replace(/(\d{4})(\d{6})(\d{5})/, "$1 $2 $3")
    : number.replace(/(\w{4})(?=\w)/g, "$1 ");

/** What can be paid with here, one click each: the button fills in the form. */
export function testMethodPanel({ payment_method_types: types }: CheckoutSession): Html {
  const groups = new Map<string, Row[]>();
  const add = (group: string, row: Row): void => {
    groups.set(group, [...(groups.get(group) ?? []), row]);
  };
  if (types.includes("card")) {
    for (const card of testCards) {
      const brand = card.brand === "visa" ? "" : ` · ${card.brand}`;
      add(groupOf(card), { label: card.label + brand, number: card.number, kind: "card" });
    }
  }
  for (const account of testAccounts) {
    if (!types.includes(account.type)) continue;
    const group = account.type === "sepa_debit" ? "SEPA Direct Debit" : "US bank account";
    add(group, { label: account.label, number: account.number, kind: account.type });
  }
  return html`<details class="test-cards">
    <summary><span>${types.some((type) => type !== "card") ? "Test cards and accounts" : "Test cards"}</span> <span class="quiet small">one click fills in the form</span></summary>
    <div class="test-groups">
      ${[...groups].map(
        ([name, rows]) => html`<section>
          <h2>${name}</h2>
          <ul>
            ${rows.map(({ label, number, kind }) => html`<li><button type="button" aria-pressed="false" data-kind="${kind}" data-card="${number}"><code>${spaced(number)}</code> <span>${label}</span></button></li>`)}
          </ul>
        </section>`,
      )}
    </div>
  </details>`;
}
