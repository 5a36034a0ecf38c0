import { useTranslations } from "next-intl";
import type { KeyReport, PermissionRow, ProbeVerdict } from "@/domain/stripe-keys/key-report";
import type { Translate } from "@/messages/messages";
import { Notice } from "../../kit/notice";
import { Status, type StatusTone } from "../../kit/status";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { Section } from "../../kit/table/section";

const TONES: Record<ProbeVerdict | "excess", StatusTone> = {
  granted: "good",
  missing: "bad",
  unverified: "wait",
  excess: "bad",
};

/** One key: the permissions it needs and has, those it should not have, and how to repair it. */
export function KeyCard({ report }: { report: KeyReport }) {
  const t = useTranslations();
  const { roles, variables, shown, mode, account, fault, unverifiedExcess, createLink } = report;
  const names = { roles: roles.join(", "), shown: () => <code>{shown}</code> };
  return (
    <Section
      title={[...new Set(variables)].join(", ")}
      aside={<span className="text-ink-soft">{mode ? t(`admin.keys.mode.${mode}`) : null}</span>}
    >
      <p className="mb-2 text-ink-soft">
        {account
          ? t.rich("admin.keys.keyOfAccount", { ...names, account: () => <code>{account}</code> })
          : t.rich("admin.keys.key", names)}
      </p>
      {fault ? (
        <Notice tone="signal" title={fault.sentence}>
          <Fix row={fault} />
        </Notice>
      ) : (
        <DataTable
          label={t("admin.keys.permissionsOf", { key: shown })}
          columns={columnsOf(t)}
          rows={rowsOf(report, t)}
          rowKey={({ permission }) => permission}
          empty={<p>{t("admin.keys.nothing")}</p>}
        />
      )}
      {unverifiedExcess.length > 0 ? (
        <p className="mt-2 text-ink-soft">
          {t("admin.keys.excessUnverified", { count: unverifiedExcess.length })}
        </p>
      ) : null}
      {!fault && report.needed.some(({ verdict }) => verdict === "missing") ? (
        <p className="mt-3">
          {t.rich("admin.keys.createNew", {
            link: (text) => (
              <a className="link" href={createLink} target="_blank" rel="noreferrer">
                {text}
              </a>
            ),
          })}
        </p>
      ) : null}
    </Section>
  );
}

type Row = PermissionRow & { verdict: ProbeVerdict | "excess"; uses: string };

const rowsOf = ({ needed, excess }: KeyReport, t: Translate): Row[] => [
  ...needed.map((row) => ({ ...row, uses: row.features.map(({ words }) => words).join("; ") })),
  ...excess.map((row) => ({ ...row, verdict: "excess" as const, uses: t("admin.keys.excess") })),
];

const columnsOf = (t: Translate): Column<Row>[] => [
  {
    key: "permission",
    header: t("admin.keys.column.permission"),
    card: { order: 1, side: "start" },
    className: "font-medium md:whitespace-nowrap",
    // Stripe's own name for it, in whatever language the page is.
    cell: ({ row }) => <span translate="no">{row}</span>,
  },
  {
    key: "verdict",
    header: t("admin.keys.column.state"),
    card: { order: 2, side: "end" },
    cell: ({ verdict }) => <Status tone={TONES[verdict]}>{t(`admin.keys.state.${verdict}`)}</Status>,
  },
  {
    key: "uses",
    header: t("admin.keys.column.use"),
    width: "wrap",
    card: { order: 3, side: "whole" },
    cell: (row) => (
      <>
        {row.uses}
        {row.verdict === "missing" || row.verdict === "excess" ? <Fix row={row} /> : null}
      </>
    ),
  },
];

function Fix({ row: { fix, link } }: { row: Pick<PermissionRow, "fix" | "link"> }) {
  const t = useTranslations();
  return (
    <span className="block break-words text-ink-soft">
      {t.rich("admin.keys.fixAt", {
        link: () => (
          <a className="link" href={link} target="_blank" rel="noreferrer">
            {fix}
          </a>
        ),
      })}
    </span>
  );
}
