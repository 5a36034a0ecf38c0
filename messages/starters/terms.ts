export const terms = {
  slug: "terms",
  title: "Terms",
  body: `These terms apply to what you buy from {shop} at {site}. The seller is [[Your name or company, and your address]].

## How a contract comes about

The products in the shop are an invitation to order. When you pay, you order. We accept by the email that confirms your order; then there is a contract. The email lists what you bought, and these terms can be kept and printed from this page.

You can correct your cart until you pay.

## Prices

The price that you see is what you pay, [[Say whether prices include VAT, such as: with VAT, where we charge it]]. Delivery is added before you pay, and the total is shown.

## Payment

You pay with Stripe by one of the ways that the payment page offers. Your card is charged when you order.

## Delivery

We deliver to {countries}. How long it takes and what it costs is on the page about shipping, and on the payment page.

If we cannot deliver, we tell you at once and refund what you paid.

## Withdrawal

If you buy as a consumer in the European Union or the United Kingdom, you may withdraw from the contract within {days} days. The page about returns says how.

## If a product has a fault

The law gives you a guarantee: goods must be what was agreed when you get them. In the European Union it lasts two years at least. If a product has a fault, write to [[Your email address]], and we repair it, replace it or refund it as the law says. [[If you give a guarantee of your own, describe it here; delete this sentence if not]]

## Complaints

Write to [[Your email address]]. We answer within [[The time within which you answer, such as two working days]].

## Law

The law of [[Your country]] applies. If you are a consumer, the rules that protect you in the country where you live apply as well.
`,
};
