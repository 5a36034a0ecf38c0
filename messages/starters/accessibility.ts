/** What is said of the shop’s pages is what its tests check (docs/pages.md). */
export const accessibility = {
  slug: "accessibility",
  title: "Accessibility",
  body: `{shop} wants everyone to be able to buy here. This page says how accessible {site} is, and what to do where it is not.

## What we aim for

The shop follows the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA, which the European standard EN 301 549 builds on. You can find a product, choose, pay and withdraw with a keyboard alone, with a screen reader, at four times the text size, on a screen of 320 pixels, and in the colours that your system chooses. Motion stops where your system asks for it.

## How it is checked

Every version of the shop’s software is tested by programs that look for known barriers. [[Say who has tried your shop with assistive technology, and when; delete this sentence if it was not tried]]

## What is not accessible yet

[[List what you know of, such as pictures without a description or a document that a screen reader cannot read. If nothing is known: We know of no barrier.]]

The payment form is Stripe’s. If it does not work for you, write to us, and we find another way.

## Tell us

If something keeps you from buying, write to [[Your email address]] or call [[Your phone number]]. We answer within [[The time within which you answer, such as five working days]].

If our answer does not help, you can turn to [[The authority that supervises accessibility in your country]].

This statement is of [[The date on which you last checked it]].
`,
};
