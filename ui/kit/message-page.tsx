import type { ReactNode } from "react";

type MessagePageProps = { title: string; sentence: string; children?: ReactNode };

/** A page that only says what happened and what to do. */
export function MessagePage({ title, sentence, children }: MessagePageProps) {
  return (
    <div className="page pt-12 pb-32 lg:pt-20">
      <h1 className="max-w-[16ch] font-heading text-display font-semibold">{title}</h1>
      <p className="mt-6 max-w-[52ch] text-lead text-ink-soft">{sentence}</p>
      <div className="mt-8 flex flex-wrap gap-3">{children}</div>
    </div>
  );
}
