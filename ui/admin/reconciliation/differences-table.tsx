import Link from "next/link";
import { DIFFERENCE_KINDS, DIFFERENCES, REPAIRS } from "@/domain/reconciliation/differences";
import type { KeptDifference } from "@/domain/reconciliation/views";
import type { FormState } from "../../kit/form/form-state";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { DifferenceEvidence, ShortId } from "./difference-evidence";
import { RepairForm } from "./repair-form";

type Shown = { locale: string; now: Date };
type Action = (state: FormState, form: FormData) => Promise<FormState>;
type DifferencesTableProps = Shown & {
  differences: KeptDifference[];
  /** null: this admin may look, not repair. */
  action: Action | null;
};

const MESSAGES = {
  byHand: "Cannot be repaired automatically",
  notAllowed: "Staff and owners can repair this here",
};

/** What was found, the gravest kind first: what it means, both sides of each, and a button where a repair is safe. */
export function DifferencesTable({ differences, action, ...shown }: DifferencesTableProps) {
  const rowsOf = Map.groupBy(differences, ({ kind }) => kind);
  return (
    <DataTable
      label="Differences"
      className="md:table-fixed"
      columns={columnsOf(action, shown)}
      groups={DIFFERENCE_KINDS.map((kind) => ({ kind, rows: rowsOf.get(kind) ?? [] }))
        .filter(({ rows }) => rows.length > 0)
        .map(({ kind, rows }) => ({
          key: kind,
          heading: <Heading {...DIFFERENCES[kind]} count={rows.length.toLocaleString(shown.locale)} />,
          rows,
        }))}
      rowKey={({ id }) => id}
    />
  );
}

const TOP = "md:align-top";

const columnsOf = (action: Action | null, shown: Shown): Column<KeptDifference>[] => [
  {
    key: "subject",
    header: "About",
    card: { order: 1, side: "whole" },
    className: `${TOP} font-medium`,
    cell: (row) => <Subject {...row} />,
  },
  {
    key: "records",
    header: "Records",
    card: { order: 2, side: "whole", isLabeled: true },
    className: TOP,
    cell: (row) => <DifferenceEvidence words={row.evidence.records} />,
  },
  {
    key: "stripe",
    header: "Stripe",
    card: { order: 3, side: "whole", isLabeled: true },
    className: TOP,
    cell: (row) => <DifferenceEvidence words={row.evidence.stripe} />,
  },
  {
    key: "repair",
    header: "Repair",
    card: { order: 4, side: "whole" },
    className: TOP,
    cell: (row) => <Repair row={row} action={action} {...shown} />,
  },
];

function Heading({ name, sentence, count }: { name: string; sentence: string; count: string }) {
  return (
    <span className="text-ink-soft">
      <span className="font-heading text-base font-semibold text-ink">{name}</span>{" "}
      <span className="figures">{count}</span>
      <span className="block max-w-prose">{sentence}</span>
    </span>
  );
}

function Repair({ row, action, ...shown }: Shown & { row: KeptDifference; action: Action | null }) {
  const { repair, repairedAt } = row;
  const repaired = repairedAt ? <Repaired by={row.repairedBy} at={repairedAt} {...shown} /> : null;
  if (!repair) return repaired ?? <span className="text-ink-soft">{MESSAGES.byHand}</span>;
  if (!action) return repaired ?? <span className="text-ink-soft">{MESSAGES.notAllowed}</span>;
  return (
    <RepairForm differenceId={row.id} label={REPAIRS[repair.kind]} repaired={repaired} action={action} />
  );
}

function Repaired({ by, at, ...shown }: Shown & { by: string | null; at: Date }) {
  return (
    <>
      <Status tone="good">Repaired</Status>
      <span className="block text-ink-soft">
        by {by}, <Moment at={at} {...shown} />
      </span>
    </>
  );
}

function Subject({ orderId, orderNumber, sku, subject }: KeptDifference) {
  if (orderId === null || orderNumber === null) return sku ?? <ShortId id={subject} />;
  return (
    <Link href={`/admin/orders/${orderId}`} prefetch={false} className="link figures">
      Order {orderNumber}
    </Link>
  );
}
