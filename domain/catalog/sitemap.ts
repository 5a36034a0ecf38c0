/** How many addresses one part of the sitemap holds. sitemaps.org allows 50,000. */
export const MAX_ADDRESSES = 10_000;

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "'": "&apos;",
  '"': "&quot;",
};

const address = (path: string, origin: string): string =>
  `<loc>${new URL(path, origin).href.replace(/[&<>'"]/g, (sign) => ENTITIES[sign] ?? sign)}</loc>`;

/** A part of the sitemap. @param paths such as /products/tumble-mug */
export const sitemapXml = (origin: string, paths: string[]): string =>
  `${HEAD}<urlset ${NAMESPACE}>\n${paths.map((path) => `<url>${address(path, origin)}</url>\n`).join("")}</urlset>\n`;

/** The list of all parts. @param parts their names */
export const sitemapIndexXml = (origin: string, parts: string[]): string =>
  `${HEAD}<sitemapindex ${NAMESPACE}>\n${parts.map((part) => `<sitemap>${address(`/sitemap/${part}.xml`, origin)}</sitemap>\n`).join("")}</sitemapindex>\n`;
