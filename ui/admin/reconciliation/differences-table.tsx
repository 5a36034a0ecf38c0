import Link from "next/link";
import { useTimeZone, useTranslations } from "next-intl";
import { formatMoment } from "@/domain/format-time";
import { DIFFERENCE_KINDS, type DifferenceKind } from "@/domain/reconciliation/differences";
import type { Fact } from "@/domain/reconciliation/fact";
import type { KeptDifference } from "@/domain/reconciliation/views";
import { factMessage } from "@/messages/fact";
import type { Translate } from "@/messages/messages";
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

/** What was found, the gravest kind first: what it means, both sides of each, and a button where a repair is safe. */
export function DifferencesTable({ differences, action, ...shown }: DifferencesTableProps) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  const rowsOf = Map.groupBy(differences, ({ kind }) => kind);
  return (
    <DataTable
      label={t("admin.reconciliation.differences")}
      className="md:table-fixed"
      columns={columnsOf(t, action, { ...shown, timeZone })}
      groups={DIFFERENCE_KINDS.map((kind) => ({ kind, rows: rowsOf.get(kind) ?? [] }))
        .filter(({ rows }) => rows.length > 0)
        .map(({ kind, rows }) => ({
          key: kind,
          heading: <Heading kind={kind} count={rows.length.toLocaleString(shown.locale)} />,
          rows,
        }))}
      rowKey={({ id }) => id}
    />
  );
}

const say = (t: Translate, fact: Fact, locale: string, timeZone: string) =>
  factMessage(t, fact, (at) => formatMoment(at, locale, timeZone));

const TOP = "md:align-top";

const columnsOf = (
  t: Translate,
  action: Action | null,
  { timeZone, ...shown }: Shown & { timeZone: string },
): Column<KeptDifference>[] => [
  {
    key: "subject",
    header: t("admin.reconciliation.column.about"),
    card: { order: 1, side: "whole" },
    className: `${TOP} font-medium`,
    cell: (row) => <Subject {...row} />,
  },
  {
    key: "records",
    header: t("admin.reconciliation.column.records"),
    card: { order: 2, side: "whole", isLabeled: true },
    className: TOP,
    cell: (row) => <DifferenceEvidence text={say(t, row.evidence.records, shown.locale, timeZone)} />,
  },
  {
    key: "stripe",
    header: t("admin.reconciliation.column.stripe"),
    card: { order: 3, side: "whole", isLabeled: true },
    className: TOP,
    cell: (row) => <DifferenceEvidence text={say(t, row.evidence.stripe, shown.locale, timeZone)} />,
  },
  {
    key: "repair",
    header: t("admin.reconciliation.column.repair"),
    card: { order: 4, side: "whole" },
    className: TOP,
    cell: (row) => <Repair row={row} action={action} {...shown} />,
  },
];

function Heading({ kind, count }: { kind: DifferenceKind; count: string }) {
  const t = useTranslations();
  return (
    <span className="text-ink-soft">
      <span className="font-heading text-base font-semibold text-ink">
        {t(`admin.reconciliation.difference.${kind}.name`)}
      </span>{" "}
      <span className="figures">{count}</span>
      <span className="block max-w-prose">{t(`admin.reconciliation.difference.${kind}.sentence`)}</span>
    </span>
  );
}

function Repair({ row, action, ...shown }: Shown & { row: KeptDifference; action: Action | null }) {
  const t = useTranslations();
  const { repair, repairedAt } = row;
  const repaired = repairedAt ? <Repaired by={row.repairedBy} at={repairedAt} {...shown} /> : null;
  if (!repair) return repaired ?? <span className="text-ink-soft">{t("admin.reconciliation.byHand")}</span>;
  if (!action)
    return repaired ?? <span className="text-ink-soft">{t("admin.reconciliation.notAllowed")}</span>;
  return (
    <RepairForm
      differenceId={row.id}
      label={t(`admin.reconciliation.repair.${repair.kind}`)}
      pendingLabel={t("admin.reconciliation.repairing")}
      repaired={repaired}
      action={action}
    />
  );
}

function Repaired({ by, at, ...shown }: Shown & { by: string | null; at: Date }) {
  const t = useTranslations();
  return (
    <>
      <Status tone="good">{t("admin.reconciliation.repaired")}</Status>
      <span className="block text-ink-soft">
        {t.rich("admin.reconciliation.repairedBy", {
          name: by ?? "",
          at: () => <Moment at={at} {...shown} />,
        })}
      </span>
    </>
  );
}

function Subject({ orderId, orderNumber, sku, subject }: KeptDifference) {
  const t = useTranslations();
  if (orderId === null || orderNumber === null) return sku ?? <ShortId id={subject} />;
  return (
    <Link href={`/admin/orders/${orderId}`} prefetch={false} className="link figures">
      {t("admin.orders.heading", { number: orderNumber })}
    </Link>
  );
}
