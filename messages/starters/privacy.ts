export const privacy = {
  slug: "privacy",
  title: "Privacy",
  body: `This page says what {shop} learns of you when you visit or buy at {site}, why, for how long, and what you can do about it.

## Who is responsible

[[Your name or company]], [[your address]], [[your email address]].

## When you look around

The shop sets a cookie when you put a product into your cart, so that it is there on the next page. There is no advertising, and no program that follows you from site to site.

The server that delivers the pages sees your internet address and may keep it for a short time to fend off attacks. It is run by [[The company that hosts your shop, and its country]]. The reason is our interest in a shop that works (GDPR, Article 6(1)(f)).

## When you buy

We keep what you order, your name, your email address, and where it is sent. We need them to fulfill the contract with you (Article 6(1)(b)) and to keep the records that tax law asks for (Article 6(1)(c)).

**Payment.** You pay with Stripe (Stripe Payments Europe, Limited, Dublin, Ireland, and Stripe, LLC, USA). Your card number goes to Stripe and never reaches this shop. Stripe also decides by what it knows of a payment whether it looks like fraud. See [Stripe’s privacy policy](https://stripe.com/privacy).

**Delivery.** The carrier gets your name and address: [[The carriers that you use]].

**Email.** We write to you about your order: that it came in, that it was sent, what became of a return. These emails go out through [[The company that delivers your email]].

## For how long

Orders and invoices are kept for [[The years that your tax law asks for, such as ten years]]. Carts and addresses of visitors who did not buy are forgotten within days.

## What you can ask for

You may see what we have of you, have it corrected, have it erased where no law makes us keep it, have its use limited, get it as a file, and object to what we do in our own interest. An email is enough: [[Your email address]].

You may also complain to an authority that protects data, in the country where you live or here: [[Your data protection authority]].
`,
};
