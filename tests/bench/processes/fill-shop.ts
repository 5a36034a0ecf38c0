import { importDemo } from "../../../scripts/import-demo.ts";
import { openSandboxAccount } from "../../../scripts/sandbox-account.ts";
import { closeDb } from "../../../server/platform/db.ts";
import { answerQuestions } from "../lib/answer-questions.ts";

/** Imports the demo catalog and opens an account in the sandbox. @returns the account's variables */
answerQuestions(async ({ sandbox, webhook }: { sandbox: string; webhook: string }) => {
  await importDemo();
  const account = await openSandboxAccount(sandbox, webhook);
  await closeDb();
  return account;
});
