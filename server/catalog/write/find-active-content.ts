import "server-only";
import sanitizeHtml from "sanitize-html";
import { descriptionMarkup } from "../read/render-description";

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
