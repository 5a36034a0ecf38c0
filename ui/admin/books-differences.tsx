import Link from "next/link";
import { DIFFERENCES, type DifferenceKind, REPAIRS } from "@/domain/books";
import type { KeptDifference } from "@/domain/books-view";
import { Status } from "../kit/status";
import { BooksRepairForm, type RepairState } from "./books-repair-form";
import { Moment } from "./moment";

type Shown = { locale: string; now: Date };
type BooksDifferencesProps = Shown & {
  differences: KeptDifference[];
  /** null: this admin may look, not mend. */
  action: ((state: RepairState, form: FormData) => Promise<RepairState>) | null;
};

/** What was found, by kind: what it means, both sides of each, and a button where a repair is safe. */
export function BooksDifferences({ differences, action, ...shown }: BooksDifferencesProps) {
  const kinds = [...Map.groupBy(differences, ({ kind }) => kind)];
  return kinds.map(([kind, rows]) => (
    <section key={kind} aria-labelledby={`kind-${kind}`}>
      <h2 id={`kind-${kind}`} className="font-heading text-lg font-semibold">
        {DIFFERENCES[kind].name}{" "}
        <span className="figures font-normal text-ink-soft">{rows.length.toLocaleString(shown.locale)}</span>
      </h2>
      <p className="mt-0.5 max-w-prose text-ink-soft">{DIFFERENCES[kind].sentence}</p>
      <ul className="mt-3 border-t border-line-strong">
        {rows.map((row) => (
          <li key={row.id} className="border-b border-line py-3">
            <Row row={row} action={action} {...shown} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Row({
  row,
  action,
  locale,
  now,
}: Shown & { row: KeptDifference; action: BooksDifferencesProps["action"] }) {
  const { repair, mendedAt, mendedBy, evidence } = row;
  return (
    <>
      <p className="font-medium wrap-anywhere">
        <Subject {...row} />
      </p>
      <dl className="mt-1 grid gap-x-4 gap-y-0.5 sm:grid-cols-[4rem_minmax(0,1fr)]">
        <dt className="text-ink-soft">Books</dt>
        <dd className="wrap-anywhere">{evidence.books}</dd>
        <dt className="text-ink-soft">Stripe</dt>
        <dd className="wrap-anywhere">{evidence.stripe}</dd>
      </dl>
      {mendedAt ? (
        <p className="mt-2">
          <Status tone="good">Mended</Status>{" "}
          <span className="text-ink-soft">
            by {mendedBy}, <Moment at={mendedAt} locale={locale} now={now} />
          </span>
        </p>
      ) : repair && action ? (
        <BooksRepairForm differenceId={row.id} words={REPAIRS[repair.kind]} action={action} />
      ) : (
        <p className="mt-2 text-ink-soft">
          {repair ? "Staff and owners can mend this here." : "A person must look at this."}
        </p>
      )}
    </>
  );
}

function Subject({
  orderId,
  orderNumber,
  subject,
}: {
  kind: DifferenceKind;
  orderId: string | null;
  orderNumber: number | null;
  subject: string;
}) {
  if (orderId === null || orderNumber === null) return subject;
  return (
    <Link href={`/admin/orders/${orderId}`} prefetch={false} className="link">
      Order {orderNumber}
    </Link>
  );
}
