/** Data for search engines. `<` is escaped, so that no text of a product can end the element. */
export function StructuredData({ data }: { data: object }) {
  const __html = JSON.stringify(data).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON of ours, escaped above
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html }} />;
}
