import type { ReactNode } from "react";
import type { KeyReport, PermissionRow, ProbeVerdict } from "@/domain/stripe-keys/key-report";
import { Notice } from "../../kit/notice";
import { Status, type StatusTone } from "../../kit/status";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { Section } from "../../kit/table/section";

const VERDICTS: Record<ProbeVerdict | "excess", { tone: StatusTone; text: string }> = {
  granted: { tone: "good", text: "Granted" },
  missing: { tone: "bad", text: "Missing" },
  unverified: { tone: "wait", text: "Unverified" },
  excess: { tone: "bad", text: "Not needed" },
};

const MESSAGES = {
  excess: "No Stripe call of this key needs it.",
  nothing: "This key needs no permission: what it is for is switched off. It has none either.",
};

/** One key: the permissions it needs and has, those it should not have, and how to repair it. */
export function KeyCard({ report }: { report: KeyReport }) {
  const { roles, variables, shown, kind, mode, account, fault, unverifiedExcess, createLink } = report;
  return (
    <Section
      title={[...new Set(variables)].join(", ")}
      aside={<span className="text-ink-soft">{mode ? `${mode} mode` : null}</span>}
    >
      <p className="mb-2 text-ink-soft">
        {roles.join(", ")} · {kind} <code>{shown}</code>
        {account ? (
          <>
            {" "}
            of <code>{account}</code>
          </>
        ) : null}
      </p>
      {fault ? (
        <Notice tone="signal" title={fault.sentence}>
          <Fix row={fault} />
        </Notice>
      ) : (
        <DataTable
          label={`Permissions of ${shown}`}
          columns={COLUMNS}
          rows={rowsOf(report)}
          rowKey={({ permission }) => permission}
          empty={<p>{MESSAGES.nothing}</p>}
        />
      )}
      {unverifiedExcess.length > 0 ? (
        <p className="mt-2 text-ink-soft">
          {unverifiedExcess.length === 1
            ? "One permission that the key should not have could not be checked."
            : `${unverifiedExcess.length} permissions that the key should not have could not be checked.`}
        </p>
      ) : null}
      {!fault && report.needed.some(({ verdict }) => verdict === "missing") ? (
        <p className="mt-3">
          <a className="link" href={createLink} target="_blank" rel="noreferrer">
            Create a new key with these permissions
          </a>{" "}
          if you cannot change this one, and compare Stripe’s form with the table.
        </p>
      ) : null}
    </Section>
  );
}

type Row = PermissionRow & { verdict: ProbeVerdict | "excess"; uses: string };

const rowsOf = ({ needed, excess }: KeyReport): Row[] => [
  ...needed.map((row) => ({ ...row, uses: row.features.map(({ words }) => words).join("; ") })),
  ...excess.map((row) => ({ ...row, verdict: "excess" as const, uses: MESSAGES.excess })),
];

const COLUMNS: Column<Row>[] = [
  {
    key: "permission",
    header: "Permission at Stripe",
    card: { order: 1, side: "start" },
    className: "font-medium md:whitespace-nowrap",
    cell: ({ row }) => row,
  },
  {
    key: "verdict",
    header: "State",
    card: { order: 2, side: "end" },
    cell: ({ verdict }) => <Status tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].text}</Status>,
  },
  {
    key: "uses",
    header: "Used for",
    width: "wrap",
    card: { order: 3, side: "whole" },
    cell: (row): ReactNode => (
      <>
        {row.uses}
        {row.verdict === "missing" || row.verdict === "excess" ? <Fix row={row} /> : null}
      </>
    ),
  },
];

function Fix({ row: { fix, link } }: { row: Pick<PermissionRow, "fix" | "link"> }) {
  return (
    <span className="block break-words text-ink-soft">
      Fix:{" "}
      <a className="link" href={link} target="_blank" rel="noreferrer">
        {fix}
      </a>
    </span>
  );
}
