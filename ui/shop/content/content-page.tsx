type ContentPageProps = { title: string; bodyHtml: string };

/** What the merchant wrote, in a width that can be read. */
export function ContentPage({ title, bodyHtml }: ContentPageProps) {
  return (
    <article className="page pt-8 pb-24 lg:pt-12">
      <h1 className="max-w-[20ch] font-heading text-title font-semibold wrap-anywhere">{title}</h1>
      <div
        className="prose prose-page mt-8 max-w-[68ch] wrap-anywhere"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized where it is read, in server/content
        dangerouslySetInnerHTML={{ __html: bodyHtml }}
      />
    </article>
  );
}
