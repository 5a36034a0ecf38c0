import "server-only";
import { requireAdmin } from "../../accounts/session";
import { queue } from "../../platform/queue";

/** Has a worker compare the books now; whoever asks does not wait for it. @throws when nobody is signed in */
export async function askComparison(): Promise<void> {
  const admin = await requireAdmin("view");
  const boss = await queue();
  await boss.send("compare-books", { askedBy: admin.name });
}
