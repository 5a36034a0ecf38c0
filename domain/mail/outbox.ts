import { UNDO_SECONDS } from "../fulfillment/sending-state.ts";

/** So often a mail is tried, over about two hours; then it counts as failed. */
export const MAIL_TRIES = 9;

type Waiting = { state: string; attempts: number; createdAt: Date };

/** Until when a mail that a person wrote can be taken back; null when it has left, or is about to. */
export function mailUndoableUntil({ state, attempts, createdAt }: Waiting, now: Date): Date | null {
  const until = new Date(createdAt.getTime() + UNDO_SECONDS * 1_000);
  return state === "queued" && attempts === 0 && now < until ? until : null;
}
