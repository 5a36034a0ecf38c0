import "server-only";
import { requireAdmin } from "../../accounts/session";
import { queue } from "../../platform/queue";

/** Has a worker compare the records now; whoever asks does not wait for it. @throws when nobody is signed in */
export async function requestCheck(): Promise<void> {
  const admin = await requireAdmin("view");
  const boss = await queue();
  await boss.send("check-records", { askedBy: admin.name });
}
