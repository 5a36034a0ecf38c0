import "server-only";
import { marked } from "marked";
import sanitizeHtml from "sanitize-html";

const SHOWN: sanitizeHtml.IOptions = {
  allowedTags: [
    ..."p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code strong em b i u s small sub sup".split(
      " ",
    ),
    ..."a table thead tbody tr th td caption span div".split(" "),
  ],
  allowedAttributes: {
    a: ["href", "title", "rel"],
    th: ["scope", "colspan", "rowspan"],
    td: ["colspan", "rowspan"],
  },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowProtocolRelative: false,
  transformTags: {
    // A page has one h1, the product's title.
    h1: "h2",
    // Added after the given attributes, so that a description cannot bring its own rel.
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: "nofollow noopener" } }),
  },
};

/** A description, Markdown or HTML, as HTML that is safe to show: no script, style, handler or odd address. */
export function renderDescription(description: string): string {
  return sanitizeHtml(descriptionMarkup(description), SHOWN).trim();
}

/** The description's words without any markup, on one line. */
export function plainDescription(description: string): string {
  // A space between blocks, or the last word of one paragraph would stick to the first of the next.
  const spaced = descriptionMarkup(description).replace(/<(?=\/?(?:p|br|li|h\d|div|td|th|tr)\b)/gi, " <");
  const text = sanitizeHtml(spaced, { allowedTags: [], allowedAttributes: {} });
  return decodeEntities(text).replace(/\s+/g, " ").trim();
}

/** Unsanitized HTML. A text that begins with a tag is HTML: Markdown would make code of its indented lines. */
export function descriptionMarkup(description: string): string {
  if (/^\s*<[a-z!]/i.test(description)) return description;
  return marked.parse(description, { async: false, gfm: true });
}

// sanitize-html gives text back in its escaped form, with these four entities only.
const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

function decodeEntities(html: string): string {
  return html.replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** Search engines cut a result's text at about this many characters. */
const MAX_LENGTH = 160;

/** The description's first sentences as plain text; cut at a sentence's end, else at a word's. */
export function summarizeDescription(description: string): string {
  const text = plainDescription(description);
  if (text.length <= MAX_LENGTH) return text;
  const cut = text.slice(0, MAX_LENGTH - 1);
  const sentence = Math.max(...[". ", "! ", "? "].map((end) => cut.lastIndexOf(end)));
  if (sentence > MAX_LENGTH / 2) return cut.slice(0, sentence + 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))}…`;
}

const ADDRESSES = new Set([
  "href",
  "src",
  "action",
  "formaction",
  "xlink:href",
  "data",
  "poster",
  "background",
]);
const ACTIVE_TAGS = new Set(["object", "embed", "applet"]);

/**
 * What in a description would run code in a shopper's browser, in words; null when there is nothing.
 * It would be taken out before it is shown anyway; saying so lets the merchant learn what the file carries.
 */
export function findActiveContent(description: string): string | null {
  const found: string[] = [];
  sanitizeHtml(descriptionMarkup(description), {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    onOpenTag: (name, attributes) => {
      // Within the name too: "<scr<script>" is one odd tag to a parser, and two to a careless cleaner.
      if (ACTIVE_TAGS.has(name) || name.includes("script")) found.push(`<${name}>`);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^on/i.test(attribute)) found.push(`${attribute}="…" in <${name}>`);
        if (attribute === "srcdoc") found.push(`srcdoc="…" in <${name}>`);
        if (ADDRESSES.has(attribute) && isActiveAddress(value)) found.push(`a script address in <${name}>`);
      }
    },
  });
  return found[0] ?? null;
}

function isActiveAddress(value: string): boolean {
  // Browsers skip control characters and spaces in a scheme: "java\nscript:" runs.
  const address = [...value]
    .filter((character) => character > " ")
    .join("")
    .toLowerCase();
  return /^(?:javascript|vbscript|data:text|data:image\/svg)/.test(address);
}
