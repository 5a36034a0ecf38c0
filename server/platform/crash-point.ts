import "server-only";
import { env } from "./env";

/** Which process dies there, what a restart finds, and what moves it on. */
type Place = { process: "web" | "worker"; leaves: string; movedOnBy: string };

/**
 * Every place between two commits, or between a commit and a call, where a process may die. One table, so that
 * a test can kill at each of them.
 */
export const CRASH_POINTS = {
  "checkout:placed": {
    process: "web",
    leaves: "an order that waits for payment without a session, its stock held",
    movedOnBy: "the same cart checking out again; else the sweep, when the hold is over",
  },
  "checkout:session_created": {
    process: "web",
    leaves: "a session at Stripe that the order does not know",
    movedOnBy: "the same cart checking out again: the key brings the same session; or the session's event",
  },
  "checkout:session_stored": {
    process: "web",
    leaves: "an order with its session, and a shopper without an answer",
    movedOnBy: "the same cart checking out again; else the session expires and its event or the sweep tells",
  },
  "cancel:session_expired": {
    process: "web",
    leaves: "an unpaid order that an admin cancels, whose session is expired at Stripe",
    movedOnBy: "the session's event, the admin canceling again, or the sweep",
  },
  "checkout:session_expired": {
    process: "web",
    leaves: "an earlier order of the cart whose session is expired at Stripe",
    movedOnBy: "the session's event, the same cart checking out again, or the sweep",
  },
  "checkout:free_placed": {
    process: "web",
    leaves: "a free order that waits to be confirmed, and a shopper without an answer",
    movedOnBy:
      "its mail, which is in the queue; the same form sent again finds the order; else its hold ends",
  },
  "webhook:before_insert": {
    process: "web",
    leaves: "nothing, and Stripe without an answer",
    movedOnBy: "Stripe, which sends the event again; or the sweep",
  },
  "webhook:stored": {
    process: "web",
    leaves: "the event in the inbox, and Stripe without an answer",
    movedOnBy: "the worker; the event that Stripe sends again finds the row",
  },
  "inbox:claimed": {
    process: "worker",
    leaves: "claimed events that nobody works on",
    movedOnBy: "any worker, when the claim is over",
  },
  "inbox:reconciled": {
    process: "worker",
    leaves: "reconciled orders whose events are still claimed",
    movedOnBy: "any worker, when the claim is over: reconciling again changes nothing",
  },
  "reconcile:facts_read": {
    process: "worker",
    leaves: "nothing new",
    movedOnBy: "the event's next claim, or the sweep",
  },
  "reconcile:before_commit": {
    process: "worker",
    leaves: "nothing: the transaction is rolled back",
    movedOnBy: "the event's next claim, or the sweep",
  },
  "reconcile:committed": {
    process: "worker",
    leaves: "a reconciled order, its mails and refunds as rows",
    movedOnBy: "the queue for mails, the sweep for refunds",
  },
  "refund:requested": {
    process: "web",
    leaves: "a refund that Stripe was not asked for",
    movedOnBy: "the sweep, or the form sent again",
  },
  "refund:answered": {
    process: "web",
    leaves: "a refund at Stripe whose id is not stored",
    movedOnBy: "the sweep: the key brings the same refund; or the refund's event",
  },
  "refund:created": {
    process: "web",
    leaves: "a refund with its id, and an order that does not count it yet",
    movedOnBy: "the refund's event, or the sweep",
  },
  "documents:numbered": {
    process: "worker",
    leaves: "nothing: the number is rolled back with its document",
    movedOnBy: "the queue, which tries the job again; the next document has the number",
  },
  "documents:issued": {
    process: "worker",
    leaves: "a document that was issued, and a job that does not know it",
    movedOnBy: "the queue, which tries the job again and finds the document",
  },
  "sending:recorded": {
    process: "web",
    leaves: "a parcel and its mail in the queue, and an admin without an answer",
    movedOnBy: "the queue for the mail; the form sent again finds the parcel",
  },
  "sending:undone": {
    process: "web",
    leaves: "an undone parcel whose mail is still in the queue",
    movedOnBy: "the queue: the mail finds that there is nothing to tell",
  },
  "sending:told": {
    process: "worker",
    leaves: "a parcel that cannot be undone any more, and no mail in the outbox",
    movedOnBy: "the queue, which tries the job again",
  },
  "sending:ended": {
    process: "web",
    leaves: "a parcel that was delivered or came back, its mail in the queue, and an admin without an answer",
    movedOnBy: "the queue for the mail; the form sent again finds that it is done",
  },
  "returns:asked": {
    process: "web",
    leaves: "a return that was asked for, its receipt in the queue, and a shopper without an answer",
    movedOnBy: "the queue for the receipt; the form sent again finds the return",
  },
  "returns:received": {
    process: "web",
    leaves: "a return that was received, its units in stock, and an admin without an answer",
    movedOnBy: "nothing is left to do; the form sent again finds that it is done",
  },
  "returns:ended": {
    process: "web",
    leaves: "a return that was refused or canceled, its mail in the queue, and an admin without an answer",
    movedOnBy: "the queue for the mail; the form sent again finds that it is done",
  },
  "import:saved": {
    process: "worker",
    leaves: "an import with some of its products saved, each with its row",
    movedOnBy: "the worker's next look at it, from the first product whose row says nothing",
  },
  "import:undone": {
    process: "worker",
    leaves: "an import with some of its products undone, each with its row",
    movedOnBy: "the worker's next look at it, from the first product that is not undone",
  },
  "reply:written": {
    process: "web",
    leaves: "a mail to a shopper in the outbox, queued, and an admin without an answer",
    movedOnBy: "the queue; the form sent again finds the mail",
  },
  "reply:undone": {
    process: "web",
    leaves: "the job of a mail that was taken back",
    movedOnBy: "the queue: the job finds no mail to send",
  },
  "picture:stored": {
    process: "web",
    leaves: "a picture in MEDIA_DIR that no product shows, and an admin without an answer",
    movedOnBy: "the same file sent again: it is not made twice; products are as they were",
  },
  "return:requested": {
    process: "worker",
    leaves: "an automatic refund that Stripe was not asked for",
    movedOnBy: "the order reconciled again, or the sweep",
  },
  "return:created": {
    process: "worker",
    leaves: "an automatic refund with its id, and an order that does not count it yet",
    movedOnBy: "the refund's event, or the sweep",
  },
  "sweep:reconciled": {
    process: "worker",
    leaves: "one waiting order reconciled, the others of the sweep not yet",
    movedOnBy: "the next sweep: it begins with those that wait",
  },
  "sweep:refund_asked": {
    process: "worker",
    leaves: "a refund that Stripe has made, and an order that does not count it yet",
    movedOnBy: "the refund's event, or the next sweep",
  },
  "sweep:page_saved": {
    process: "worker",
    leaves: "a list of Stripe's swept down to a saved place",
    movedOnBy: "the next sweep, from that place",
  },
  "check:page_saved": {
    process: "worker",
    leaves: "a comparison of the records with what it has seen so far",
    movedOnBy: "the worker's next look at it, or npm run reconcile, from that page",
  },
  "mail:rendered": {
    process: "worker",
    leaves: "a mail in the outbox, queued",
    movedOnBy: "the queue, which tries the job again",
  },
  "mail:claimed": {
    process: "worker",
    leaves: "a mail with one more attempt counted, not sent",
    movedOnBy: "the queue, which tries the job again",
  },
  "mail:sent": {
    process: "worker",
    leaves: "a mail that was sent and does not say so",
    movedOnBy: "the queue: the second mail has the same Message-ID, so that mail programs show one",
  },
} as const satisfies Record<string, Place>;

export type CrashPoint = keyof typeof CRASH_POINTS;

/** Kills the process here, as a power cut would, when CRASH_AT names this point. Only tests set it. */
export function crashPoint(point: CrashPoint): void {
  if (env().CRASH_AT === point) process.kill(process.pid, "SIGKILL");
}
