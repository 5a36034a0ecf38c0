import { randomUUID } from "node:crypto";
import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { MAX_ORDER_NOTE } from "@/domain/notes/order-notes";
import type { OrderView } from "@/domain/orders/views";
import { OrderNote } from "@/ui/admin/notes/order-note";
import { OrderNoteForm } from "@/ui/admin/notes/order-note-form";
import { PressForm } from "@/ui/kit/form/press-form";
import { Notice } from "@/ui/kit/notice";
import { Section } from "@/ui/kit/table/section";
import { removeNote, saveNote } from "./actions";

type NotesProps = { order: OrderView; admin: Admin; locale: string; now: Date };

/** The newest note, where a person who packs the order sees it; on paper too. */
export function NewestNote({ order: { notes }, locale, now }: Omit<NotesProps, "admin">) {
  const t = useTranslations();
  const newest = notes.at(-1);
  if (!newest) return null;
  return (
    <Notice tone="wait" title={t("admin.orders.note.newest")} className="mb-5 break-inside-avoid">
      <OrderNote note={newest} locale={locale} now={now}>
        {notes.length > 1 ? (
          <a href="#notes" className="link print:hidden">
            {t("admin.orders.note.more", { count: notes.length - 1 })}
          </a>
        ) : null}
      </OrderNote>
    </Notice>
  );
}

/** Every note, the newest first, and the form of the next one. */
export function Notes({ order, admin, locale, now }: NotesProps) {
  const t = useTranslations();
  const mayWrite = isAllowed(admin.role, "orders.note");
  if (!mayWrite && order.notes.length === 0) return null;
  return (
    <Section title={t("admin.orders.note.title")} id="notes" className="print:hidden">
      {order.notes.length > 0 ? (
        <ul className="mb-4 grid gap-3">
          {order.notes.toReversed().map((note) => (
            <li key={note.id}>
              <OrderNote note={note} locale={locale} now={now}>
                {mayWrite && note.writerId === admin.id ? (
                  <PressForm
                    fields={{ orderId: order.id, noteId: note.id }}
                    label={t("admin.orders.note.remove")}
                    pending={t("admin.orders.note.removing")}
                    action={removeNote}
                  />
                ) : null}
              </OrderNote>
            </li>
          ))}
        </ul>
      ) : null}
      {mayWrite ? (
        <OrderNoteForm
          orderId={order.id}
          requestId={randomUUID()}
          most={MAX_ORDER_NOTE}
          labels={{
            note: t("admin.orders.note.label"),
            hint: t("admin.orders.note.hint"),
            submit: t("admin.orders.note.submit"),
            saving: t("admin.orders.note.saving"),
          }}
          action={saveNote}
        />
      ) : null}
    </Section>
  );
}
