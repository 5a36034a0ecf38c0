export const imprint = {
  slug: "imprint",
  title: "Imprint",
  body: `## Who runs {shop}

{{seller}}

Represented by: [[Names of those who may sign for the company; delete this line if you trade under your own name]]

[[Where your trade needs a licence: the authority that supervises you. Delete this paragraph if it does not]]

## Disputes

Write to us first: most things are solved by an email. [[Say whether you take part in a dispute resolution before a consumer arbitration board. If you do not: We do not take part in dispute resolution before a consumer arbitration board.]]
`,
};
