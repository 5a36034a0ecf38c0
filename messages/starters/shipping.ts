export const shipping = {
  slug: "shipping",
  title: "Shipping",
  body: `## Where we ship to

{countries}

## What it costs, and how long it takes

{rates}

Working days are Monday to Friday. What you order before [[The hour until which you send on the same day, such as 14:00]] on a working day leaves us on that day. You get an email when it does, with the number to follow it by.

## Duties

[[If you ship to countries outside your customs union: say who pays duties and taxes on arrival. Delete this part if you do not]]

## If it does not come

Write to [[Your email address]] with your order number. We look for it, and send it again or refund it.
`,
};
