import "server-only";
import type { DocumentData } from "@/domain/documents/document";
import { documentWords } from "@/messages/document-words";

// Paper, whatever a screen prefers: what is printed is what is seen.
const STYLE = `
:root { color-scheme: light; }
body { margin: 0; background: #f4f1ea; color: #1c1b19; font: 15px/1.5 system-ui, sans-serif; }
main { box-sizing: border-box; max-width: 46rem; margin: 2rem auto; padding: 3rem; background: #fff; }
header, .parties { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1.5rem 3rem; }
h1 { margin: 2.5rem 0 1.25rem; font-size: 1.5rem; line-height: 1.2; }
p { margin: 0; } .lines { white-space: pre-line; overflow-wrap: anywhere; } .seller { font-weight: 600; }
.soft { color: #5f5b53; font-size: .875rem; }
dl { display: grid; grid-template-columns: auto auto; gap: .15rem 1.25rem; margin: 0; align-content: start; }
dt { color: #5f5b53; } dd { margin: 0; }
table { width: 100%; margin-top: 2.25rem; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { font-weight: 500; color: #5f5b53; font-size: .875rem; text-align: end; vertical-align: bottom; }
th, td { padding: .5rem 0 .5rem .75rem; border-bottom: 1px solid #dcd6ca; text-align: end; vertical-align: top; }
th:first-child, td:first-child { padding-inline-start: 0; text-align: start; overflow-wrap: anywhere; }
td:first-child { font-weight: 400; }
tfoot th, tfoot td { border: 0; padding-block: .2rem; } tfoot tr:first-child > * { padding-top: .75rem; }
tfoot th { text-align: end; } tfoot th:first-child { text-align: end; }
.total > * { font-weight: 650; font-size: 1.0625rem; color: inherit; padding-block: .5rem; }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid #dcd6ca; }
.notes { display: grid; gap: .5rem; margin-top: 2rem; }
@media (max-width: 40rem) { main { margin: 0; padding: 1.5rem 1rem; } th, td { padding-inline-start: .4rem; } }
@media print { body { background: #fff; font-size: 10pt; } main { max-width: none; margin: 0; padding: 0; } tr, footer { break-inside: avoid; } @page { margin: 20mm; } }
`;

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
  // It brings its own styles, which no page of the shop may: proxy.ts leaves it alone.
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** A document as a page to read and print, which needs nothing else. */
export const answerHtml = (data: DocumentData): Response => new Response(htmlOf(data), { headers: HEADERS });

function htmlOf(data: DocumentData): string {
  const words = documentWords(data);
  const { columns, rows, totals, facts, notes, foot } = words;
  const lines = (texts: string[]) => texts.map(escapeHtml).join("\n");
  const cells = (tag: "th" | "td", texts: string[]) =>
    texts.map((it) => `<${tag}>${escapeHtml(it)}</${tag}>`).join("");
  const row = ({ title, about, cells: own }: (typeof rows)[number]) =>
    `<tr><td>${escapeHtml(title)}${about ? `<br><span class="soft">${escapeHtml(about)}</span>` : ""}</td>${cells("td", own)}</tr>`;
  const total = ({ label, amount, isTotal }: (typeof totals)[number]) =>
    `<tr${isTotal ? ' class="total"' : ""}><th scope="row" colspan="${columns.length - 1}">${escapeHtml(label)}</th><td>${escapeHtml(amount)}</td></tr>`;
  return `<!doctype html>
<html lang="${escapeHtml(words.locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(words.title)}</title><style>${STYLE}</style></head>
<body><main>
<header><p class="lines"><span class="seller">${lines(words.seller.slice(0, 1))}</span>\n${lines(words.seller.slice(1))}</p></header>
<h1>${escapeHtml(words.title)}</h1>
<div class="parties"><div><p class="soft">${escapeHtml(words.buyer.label)}</p><p class="lines">${lines(words.buyer.lines)}</p></div>
<dl>${facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl></div>
<table><thead><tr>${columns.map((it) => `<th scope="col">${escapeHtml(it)}</th>`).join("")}</tr></thead>
<tbody>${rows.map(row).join("")}</tbody><tfoot>${totals.map(total).join("")}</tfoot></table>
${notes.length > 0 ? `<div class="notes">${notes.map((it) => `<p class="lines">${escapeHtml(it)}</p>`).join("")}</div>` : ""}
${foot.length > 0 ? `<footer class="soft">${foot.map((it) => `<p>${escapeHtml(it)}</p>`).join("")}</footer>` : ""}
</main></body></html>`;
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
