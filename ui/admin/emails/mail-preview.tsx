export type PreviewedMail = { subject: string; text: string };

/** A mail as it will go out. */
export function MailPreview({ title, mail }: { title: string; mail: PreviewedMail }) {
  return (
    <section aria-label={title} className="border border-line bg-paper-raised px-4 py-3">
      <p className="text-sm text-ink-soft">{title}</p>
      <p className="mt-1 font-medium wrap-anywhere">{mail.subject}</p>
      <p className="mt-2 text-sm whitespace-pre-line wrap-anywhere">{mail.text.trim()}</p>
    </section>
  );
}
