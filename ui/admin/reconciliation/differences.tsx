import Link from "next/link";
import { DIFFERENCE_KINDS, DIFFERENCES, REPAIRS } from "@/domain/reconciliation/differences";
import type { KeptDifference } from "@/domain/reconciliation/views";
import type { FormState } from "../../kit/form/form-state";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import { Table, Td, Th } from "../../kit/table/table";
import { DifferenceEvidence, ShortId } from "./difference-evidence";
import { RepairForm } from "./repair-form";

type Shown = { locale: string; now: Date };
type Action = (state: FormState, form: FormData) => Promise<FormState>;
type DifferencesProps = Shown & {
  differences: KeptDifference[];
  /** null: this admin may look, not repair. */
  action: Action | null;
};

const BLOCK = "max-md:block";
const CELL = "max-md:block max-md:border-0 max-md:p-0 max-md:pb-1 md:align-top";

/** What was found, the gravest kind first: what it means, both sides of each, and a button where a repair is safe. */
export function Differences({ differences, action, ...shown }: DifferencesProps) {
  if (differences.length === 0) return null;
  const rowsOf = Map.groupBy(differences, ({ kind }) => kind);
  return (
    <Table isDense label="Differences" className={`${BLOCK} md:table-fixed`}>
      <thead className="max-md:sr-only">
        <tr>
          <Th className="md:w-32">About</Th>
          <Th>Records</Th>
          <Th>Stripe</Th>
          <Th className="md:w-52">Repair</Th>
        </tr>
      </thead>
      {DIFFERENCE_KINDS.map((kind) => {
        const rows = rowsOf.get(kind);
        return rows ? (
          <tbody key={kind} className={BLOCK}>
            <tr className={BLOCK}>
              <Th scope="rowgroup" colSpan={4} className={`${BLOCK} border-line pt-5 font-normal`}>
                <span className="font-heading text-base font-semibold text-ink">
                  {DIFFERENCES[kind].name}
                </span>{" "}
                <span className="figures">{rows.length.toLocaleString(shown.locale)}</span>
                <span className="block max-w-prose">{DIFFERENCES[kind].sentence}</span>
              </Th>
            </tr>
            {rows.map((row) => (
              <Row key={row.id} row={row} action={action} {...shown} />
            ))}
          </tbody>
        ) : null;
      })}
    </Table>
  );
}

function Row({ row, action, ...shown }: Shown & { row: KeptDifference; action: Action | null }) {
  return (
    <tr className="max-md:block max-md:border-b max-md:border-line max-md:py-2.5">
      <Td className={`${CELL} font-medium`}>
        <Subject {...row} />
      </Td>
      <Td className={CELL}>
        <span className="text-ink-soft md:hidden">Records: </span>
        <DifferenceEvidence words={row.evidence.records} />
      </Td>
      <Td className={CELL}>
        <span className="text-ink-soft md:hidden">Stripe: </span>
        <DifferenceEvidence words={row.evidence.stripe} />
      </Td>
      <Td className={CELL}>
        <Mending row={row} action={action} {...shown} />
      </Td>
    </tr>
  );
}

function Mending({ row, action, ...shown }: Shown & { row: KeptDifference; action: Action | null }) {
  const { repair, repairedAt } = row;
  const repaired = repairedAt ? <Repaired by={row.repairedBy} at={repairedAt} {...shown} /> : null;
  if (!repair) return repaired ?? <span className="text-ink-soft">By hand</span>;
  if (!action)
    return repaired ?? <span className="text-ink-soft">Staff and owners can repair this here</span>;
  return (
    <RepairForm differenceId={row.id} words={REPAIRS[repair.kind]} repaired={repaired} action={action} />
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
