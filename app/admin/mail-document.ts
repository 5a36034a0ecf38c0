// Mails carry their styles in their elements, which no page of the shop may; so this one document says for itself what it
// may: look, and show the shop's pictures. proxy.ts leaves it alone.
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
  "x-frame-options": "SAMEORIGIN",
};

/** A mail's HTML as a document for a frame of the admin. */
export const mailDocument = (html: string): Response => new Response(html, { headers: HEADERS });
