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
