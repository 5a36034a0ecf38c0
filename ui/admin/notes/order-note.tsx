import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { NoteView } from "@/domain/notes/order-notes";
import { Moment } from "../../kit/moment";

type OrderNoteProps = { note: NoteView; locale: string; now: Date; children?: ReactNode };

/** A note as it was typed, with who wrote it and when. */
export function OrderNote({ note, locale, now, children }: OrderNoteProps) {
  const t = useTranslations();
  return (
    <>
      <p className="max-w-prose break-words whitespace-pre-line">{note.text}</p>
      <p className="text-xs break-words text-ink-soft">
        {t.rich("admin.orders.note.by", {
          name: note.writer ?? t("admin.history.actor.admin"),
          time: () => <Moment at={note.at} locale={locale} now={now} />,
        })}
      </p>
      {children}
    </>
  );
}
