import { styleText } from "node:util";
import type { CheckReport, Difference } from "../domain/reconciliation/differences.ts";
import type { Fact } from "../domain/reconciliation/fact.ts";
import { factMessage } from "../messages/fact.ts";
import { translator } from "../messages/messages.ts";
import type { CheckProgress } from "../server/reconciliation/check/check-records.ts";
import type { SweepOutcome } from "../server/reconciliation/record-run.ts";

type Style = Parameters<typeof styleText>[0];
const t = translator("en");
const paint = (style: Style, text: string) => styleText(style, text, { stream: process.stdout });

const WHAT: Record<CheckProgress["what"], string> = {
  sessions: "Checkout Sessions of Stripe",
  refunds: "refunds of Stripe",
  disputes: "disputes of Stripe",
  orders: "orders",
  stock: "variants in stock",
  again: "differences checked again",
};

// A line a second in a log; on a terminal the line is written over.
const EVERY_MS = 1_000;

/** Shows how far the comparison is, on stderr, so that `--json` stays clean. */
export function showCheckProgress(): (progress: CheckProgress) => void {
  let last = 0;
  let shown: CheckProgress["what"] | null = null;
  return ({ what, done, of }) => {
    const isNew = what !== shown;
    if (!isNew && Date.now() - last < EVERY_MS) return;
    last = Date.now();
    shown = what;
    const count = of === null ? `${done}` : `${done} of ${of}`;
    const line = `${WHAT[what]}: ${count}`;
    process.stderr.write(process.stderr.isTTY ? `\r\u001B[K${line}` : `${line}\n`);
  };
}

/** The report for people: the one number last, where the eye is. */
export function printCheck(report: CheckReport, sweep: SweepOutcome, repaired: number): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001B[K");
  const { checked, differences, gaps, requests } = report;
  console.log(
    `Swept: ${count(sweep.found, "order")} that no event reported, ${sweep.repaired} reconciled${sweep.known > 0 ? `, ${sweep.known} unchanged because reconciling cannot repair them` : ""}. Compared: ${count(checked.orders, "order")}, ${count(checked.sessions, "session")}, ${count(checked.refunds, "refund")}, ${count(checked.disputes, "dispute")}, ${count(checked.variants, "variant")}, with ${count(sweep.requests + requests, "request")} to Stripe.`,
  );
  for (const difference of differences) printDifference(difference);
  for (const gap of [...sweep.gaps, ...gaps]) console.log(paint("yellow", `\n? ${factMessage(t, gap)}`));
  if (repaired > 0) console.log(paint("green", `\n${count(repaired, "difference")} repaired.`));
  const verdict = count(differences.length, "difference");
  const style = differences.length > 0 ? "red" : gaps.length > 0 ? "yellow" : "green";
  console.log(paint(style, `\n${verdict}.${gaps.length > 0 ? " Not everything could be compared." : ""}`));
}

function printDifference({ kind, subject, evidence, repair }: Difference): void {
  const name = paint("red", `✗ ${t(`admin.reconciliation.difference.${kind}.name`)}`);
  console.log(`\n${name}  ${subject}\n  ${t(`admin.reconciliation.difference.${kind}.sentence`)}`);
  const { records, stripe } = saidOf(evidence);
  console.log(`  Records: ${records}\n  Stripe:  ${stripe}`);
  const fix = repair && t(`admin.reconciliation.repair.${repair.kind}`);
  console.log(`  Fix: ${fix ? `npm run reconcile -- --repair (${fix})` : "by hand, as above"}`);
}

const saidOf = ({ records, stripe }: Difference["evidence"]) => ({
  records: factMessage(t, records),
  stripe: factMessage(t, stripe),
});

/** For machines: sentences where there always were some, and the facts that they say. */
export const differenceToJson = (difference: Difference) => ({
  ...difference,
  evidence: saidOf(difference.evidence),
  facts: difference.evidence,
});
export const gapsToJson = (gaps: Fact[]) => ({
  gaps: gaps.map((gap) => factMessage(t, gap)),
  gapFacts: gaps,
});

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
