type ProductTextProps = { descriptionHtml: string; sku: string | null };

export function ProductText({ descriptionHtml, sku }: ProductTextProps) {
  return (
    <section aria-label="Description" className="mt-10 lg:mt-5">
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized where it is read, in server/catalog */}
      <div className="prose max-w-[60ch]" dangerouslySetInnerHTML={{ __html: descriptionHtml }} />
      {sku ? <p className="figures mt-5 text-sm text-ink-soft">Item {sku}</p> : null}
    </section>
  );
}
