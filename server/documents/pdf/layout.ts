import "server-only";

/**
 * The page in Typst's language. All words come in as JSON and are set as text, never read as markup: whatever a shopper
 * writes stays what it is.
 */
export const LAYOUT = `
#let doc = json(bytes(sys.inputs.document))
#set document(title: doc.title, author: doc.seller.at(0), date: datetime(year: doc.day.at(0), month: doc.day.at(1), day: doc.day.at(2)))
#set page(
  paper: "a4",
  margin: (top: 22mm, bottom: 26mm, x: 22mm),
  footer: context [
    #set text(size: 7.5pt, fill: luma(95))
    #line(length: 100%, stroke: 0.4pt + luma(190))
    #v(-4pt)
    #grid(columns: (1fr, auto), column-gutter: 12pt,
      for part in doc.foot [#part #linebreak()],
      align(right)[#doc.number #h(6pt) #counter(page).display("1 / 1", both: true)],
    )
  ],
)
#set text(font: ("Geist", "Libertinus Serif"), size: 9.5pt, lang: doc.lang, number-type: "lining", number-width: "tabular")
#set par(leading: 0.62em)
#let soft(body) = text(fill: luma(95), size: 8.5pt, body)
#let lines(texts) = for (index, part) in texts.enumerate() { if index > 0 { linebreak() }; part }

#text(weight: "semibold", size: 11pt, doc.seller.at(0))
#v(-4pt)
#lines(doc.seller.slice(1))

#v(14mm)
#show heading: it => block(below: 6mm, text(size: 17pt, weight: "semibold", it.body))
#heading(level: 1, doc.title)

#grid(columns: (1fr, auto), column-gutter: 10mm,
  [#soft(doc.buyer.label) #linebreak() #lines(doc.buyer.lines)],
  grid(columns: (auto, auto), column-gutter: 5mm, row-gutter: 2.2mm, align: horizon,
    ..doc.facts.map(((name, value)) => (soft(name), align(right, value))).flatten()),
)

#v(8mm)
#let last = doc.columns.len() - 1
#table(
  columns: (1fr,) + (auto,) * last,
  align: (x, y) => if x == 0 { left } else { right },
  inset: (x, y) => (left: if x == 0 { 0pt } else { 7pt }, right: if x == last { 0pt } else { 7pt }, y: 5.5pt),
  stroke: (x, y) => (bottom: 0.4pt + luma(if y == 0 { 120 } else { 205 })),
  table.header(..doc.columns.map(soft)),
  ..doc.rows.map(row => (
    [#row.title #if row.about != "" [#linebreak() #soft(row.about)]],
    ..row.cells,
  )).flatten(),
)
#v(1mm)
#align(right, block(breakable: false, grid(columns: (auto, auto), column-gutter: 9mm, row-gutter: 2.6mm, align: right,
  ..doc.totals.map(row => if row.isTotal {
    (text(weight: "semibold", size: 11pt, row.label), text(weight: "semibold", size: 11pt, row.amount))
  } else { (soft(row.label), row.amount) }).flatten(),
)))
#if doc.notes.len() > 0 {
  v(8mm)
  for note in doc.notes { block(spacing: 3.2mm, lines(note.split("\\n"))) }
}
`;
