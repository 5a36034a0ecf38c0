import type { KeyReport, PermissionRow, ProbeVerdict } from "@/domain/stripe-keys/key-report";
import { Notice } from "../../kit/notice";
import { Status, type StatusTone } from "../../kit/status";
import { Section } from "../../kit/table/section";
import { Table, Td, Th } from "../../kit/table/table";

const VERDICTS: Record<ProbeVerdict, { tone: StatusTone; words: string }> = {
  granted: { tone: "good", words: "Granted" },
  missing: { tone: "bad", words: "Missing" },
  unverified: { tone: "wait", words: "Unverified" },
};

const CELL = "max-sm:block max-sm:border-0 max-sm:p-0";
const ROW =
  "max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-4 max-sm:gap-y-0.5 max-sm:border-b max-sm:border-line max-sm:py-2.5";

/** One key: what it needs and has, what it has too much of, and how to repair it. On a phone each row is a card. */
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
        <PermissionsTable report={report} />
      )}
      {unverifiedExcess.length > 0 ? (
        <p className="mt-2 text-ink-soft">
          Of {unverifiedExcess.length} rows that it should not have, nothing could be found out.
        </p>
      ) : null}
      {!fault && report.needed.some(({ verdict }) => verdict === "missing") ? (
        <p className="mt-3">
          Or{" "}
          <a className="link" href={createLink} target="_blank" rel="noreferrer">
            create the key anew with the right rows
          </a>{" "}
          and compare Stripe’s form with this table.
        </p>
      ) : null}
    </Section>
  );
}

function PermissionsTable({ report: { needed, excess, shown } }: { report: KeyReport }) {
  if (needed.length + excess.length === 0)
    return <p>It needs no permission: its features are switched off. It has none either.</p>;
  return (
    <Table isDense label={`Permissions of ${shown}`} className="max-sm:block max-sm:[&_tbody]:block">
      <thead className="max-sm:sr-only">
        <tr>
          <Th>Row at Stripe</Th>
          <Th>State</Th>
          <Th>For</Th>
        </tr>
      </thead>
      <tbody>
        {needed.map((row) => (
          <tr key={row.permission} className={ROW}>
            <Td className={`${CELL} font-medium sm:whitespace-nowrap`}>{row.row}</Td>
            <Td className={CELL}>
              <Status tone={VERDICTS[row.verdict].tone}>{VERDICTS[row.verdict].words}</Status>
            </Td>
            <Td className={`${CELL} w-full max-sm:col-span-2`}>
              {row.features.map(({ words }) => words).join("; ")}
              {row.verdict === "missing" ? <Fix row={row} /> : null}
            </Td>
          </tr>
        ))}
        {excess.map((row) => (
          <tr key={row.permission} className={ROW}>
            <Td className={`${CELL} font-medium sm:whitespace-nowrap`}>{row.row}</Td>
            <Td className={CELL}>
              <Status tone="bad">Too much</Status>
            </Td>
            <Td className={`${CELL} w-full max-sm:col-span-2`}>
              No call of this key needs it.
              <Fix row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

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
