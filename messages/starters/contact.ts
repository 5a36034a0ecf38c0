export const contact = {
  slug: "contact",
  title: "Contact",
  body: `Questions about a product, an order, or anything else: write or call. We answer within [[The time within which you answer, such as one working day]].

**Email:** [[Your email address]]\\
**Phone:** [[Your phone number, and the hours at which you answer it]]\\
**Post:** [[Your name or company, and your address]]

If it is about an order, its number helps us to find it: it stands in the email that confirmed it.

To send something back, use [Withdraw from a contract](/withdraw); no email is needed.
`,
};
