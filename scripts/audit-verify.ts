// npm run audit:verify: calculates the chain of the audit again and names every entry that was tampered with.
import { parseArgs } from "node:util";
import { runCommand, SetupError } from "./setup-error.ts";
import { openShopEnvironment, useNoStripe as standInForStripe } from "./shop-environment.ts";

const HELP = `npm run audit:verify                 reads every entry of the audit and calculates its hash again
npm run audit:verify -- --known HEAD  also finds a chain that was calculated again since HEAD was printed

Exits with code 0 when the chain is whole, and 1 when entries were changed, removed or inserted (each is named). It prints the
chain's head, such as 120:9f2c…: keep it outside the database, and hand it to --known the next time.`;

const SAYS = {
  changed: "was changed",
  removed: "is gone",
  inserted: "was inserted",
  rewritten: "is not the one whose head you gave: the chain was calculated again",
};

runCommand(async () => {
  const { values } = readArguments();
  if (values.help) return console.log(HELP);
  const known = values.known === undefined ? undefined : readHead(values.known);
  process.env.LOG_LEVEL = "silent";
  await openShopEnvironment("unused");
  standInForStripe();
  const { verifyAudit } = await import("../server/accounts/audit/verify-audit.ts");
  const { closeDb } = await import("../server/platform/db.ts");
  try {
    const { faults, head } = await verifyAudit(known);
    for (const { kind, seq } of faults) console.log(`Entry ${seq} ${SAYS[kind]}.`);
    console.log(`${head.seq} entries, ${faults.length} faults. Head: ${head.seq}:${head.hash}`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await closeDb();
  }
});

function readHead(text: string) {
  const [, seq, hash] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq && hash) return { seq: BigInt(seq), hash };
  throw new SetupError("That is no head of the chain.", "npm run audit:verify prints it, as NUMBER:HASH");
}

function readArguments() {
  try {
    return parseArgs({ options: { known: { type: "string" }, help: { type: "boolean", short: "h" } } });
  } catch (error) {
    throw new SetupError((error as Error).message, "npm run audit:verify -- --help");
  }
}
