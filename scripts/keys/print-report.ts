import { styleText } from "node:util";
import {
  featuresOff,
  type KeyReport,
  type KeysReport,
  type PermissionRow,
} from "../../domain/stripe-keys/key-report.ts";

type Style = Parameters<typeof styleText>[0];
// No colors outside a terminal: styleText checks the stream and NO_COLOR.
const paint = (style: Style, text: string) => styleText(style, text, { stream: process.stdout });

const SIGNS = {
  granted: paint("green", "✓ granted   "),
  missing: paint("red", "✗ missing   "),
  unverified: paint("yellow", "? unverified"),
  excess: paint("red", "! excess    "),
};

const VERDICTS: Record<KeysReport["verdict"], string> = {
  exact: paint("green", "Every key has exactly what it needs."),
  wrong: paint("red", "Some keys need changes: see the fixes above."),
  unverified: paint(
    "yellow",
    "Some permissions could not be checked. Run the command again later; none was found missing.",
  ),
};

/** The report for people: one block a key, each fault with its fix and link. */
export function printReport(report: KeysReport, candidate?: string): void {
  for (const key of report.keys) printKey(key);
  if (report.fault)
    console.log(`\n${paint("red", "✗")} ${report.fault.sentence}\n  Fix: ${report.fault.fix}.`);
  const off = featuresOff(report.keys);
  if (off.length > 0) console.log(`\n${paint("bold", "Switched off because of this:")}`);
  for (const { words, without } of off) console.log(`  ${words}: ${without}`);
  console.log(`\n${VERDICTS[report.verdict]}`);
  if (report.isSandbox && report.verdict === "wrong" && !report.fault)
    console.log("These are sandbox keys. If npm start created them, it restores their exact permissions.");
  if (candidate !== undefined)
    console.log(
      report.verdict === "exact"
        ? "The candidate may replace the old key: put it into .env.local, restart, then delete the old one at Stripe."
        : "Keep the old key for now.",
    );
}

function printKey(key: KeyReport): void {
  const variables = [...new Set(key.variables)].join(", ");
  const mode = key.mode ? `, ${key.mode} mode` : "";
  const account = key.account ? `, ${key.account}` : "";
  console.log(
    `\n${paint("bold", key.roles.join(" + "))}  ${variables}  ${key.kind} ${key.shown}${mode}${account}`,
  );
  if (key.fault) {
    console.log(`  ${paint("red", "✗")} ${key.fault.sentence}\n    Fix: ${key.fault.fix}: ${key.fault.link}`);
    return;
  }
  if (key.needed.length === 0) console.log("  needs no permission: its features are switched off");
  for (const { verdict, row, features, ...rest } of key.needed) {
    console.log(`  ${SIGNS[verdict]} ${row.padEnd(28)} ${features.map(({ words }) => words).join("; ")}`);
    if (verdict === "missing") printFix(rest);
  }
  for (const { row, ...rest } of key.excess) {
    console.log(`  ${SIGNS.excess} ${row.padEnd(28)} no call of this key needs it`);
    printFix(rest);
  }
  const { length } = key.unverifiedExcess;
  if (length > 0) console.log(`  ${SIGNS.unverified} ${length} permissions that it should not have`);
  if (key.needed.some(({ verdict }) => verdict === "missing"))
    console.log(`  Or create a new one: ${key.createLink}`);
}

const printFix = ({ fix, link }: Pick<PermissionRow, "fix" | "link">) =>
  console.log(`                 Fix: ${fix} at ${link}`);

/** One line that counts up, on a terminal only. */
export function showProgress(): (done: number, of: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (done, of) =>
    process.stderr.write(done < of ? `\r  asking Stripe: ${done} of ${of}` : `\r${" ".repeat(40)}\r`);
}
