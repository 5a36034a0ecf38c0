import type { Metadata } from "next";
import { isAllowed } from "@/server/accounts/session";
import { env } from "@/server/platform/env";
import { getBooks } from "@/server/reconciliation/get-reconciliation";
import { DeskTitle } from "@/ui/admin/frame/admin-title";
import { BooksCheckForm } from "@/ui/admin/reconciliation/check-records-form";
import { BooksFigure } from "@/ui/admin/reconciliation/difference-count";
import { BooksDifferences } from "@/ui/admin/reconciliation/differences";
import { BooksRuns } from "@/ui/admin/reconciliation/runs-table";
import { Notice } from "@/ui/kit/notice";
import { admit } from "../../require-admin-or-redirect";
import { compareNow, repair } from "./actions";

export const metadata: Metadata = { title: "Books" };

export default async function BooksPage() {
  const admin = await admit("view", "/admin/books");
  const { SHOP_LOCALE: locale } = env();
  const books = await getBooks();
  const now = new Date();
  return (
    <>
      <DeskTitle
        aside={
          <BooksCheckForm
            action={compareNow}
            isRunning={books.running !== null}
            lastAt={books.last?.startedAt.getTime() ?? null}
          />
        }
      >
        Books
      </DeskTitle>
      <p className="mt-1 mb-5 max-w-prose text-ink-soft">
        Every order, refund, dispute and unit of stock, compared with Stripe once a day and whenever you ask.
        In a terminal: <code>npm run reconcile</code>.
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
        <BooksFigure books={books} locale={locale} now={now} />
        {books.failed ? (
          <Notice tone="signal" title="The last comparison could not be finished">
            <p className="wrap-anywhere">{books.failed.error}</p>
            <p>It is tried again within an hour, or when you ask.</p>
          </Notice>
        ) : null}
        {books.last?.gaps.map((gap) => (
          <Notice key={gap} tone="wait" title="Not everything could be compared">
            {gap}
          </Notice>
        ))}
        <BooksDifferences
          differences={books.last?.differences ?? []}
          action={isAllowed(admin.role, "refund") ? repair : null}
          locale={locale}
          now={now}
        />
        <BooksRuns runs={books.runs} locale={locale} now={now} />
      </div>
    </>
  );
}
