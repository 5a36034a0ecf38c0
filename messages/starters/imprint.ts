export const imprint = {
  slug: "imprint",
  title: "Imprint",
  body: `## Who runs {shop}

[[Your name, or the company’s full name with its legal form]]\\
[[Street and number]]\\
[[Postal code and city]]\\
[[Country]]

Represented by: [[Names of those who may sign for the company; delete this line if you trade under your own name]]

## How to reach us

Email: [[Your email address]]\\
Phone: [[Your phone number]]

## Register and tax

Register: [[The register and your number in it, such as Companies Registration Office, 123456; delete this line if you are in none]]\\
VAT number: [[Your VAT number; delete this line if you have none]]

[[Where your trade needs a licence: the authority that supervises you. Delete this paragraph if it does not]]

## Disputes

Write to us first: most things are solved by an email. [[Say whether you take part in a dispute resolution before a consumer arbitration board. If you do not: We do not take part in dispute resolution before a consumer arbitration board.]]
`,
};
