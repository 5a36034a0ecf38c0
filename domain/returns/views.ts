import type { Money } from "../money.ts";
import type { RefundChoice } from "../refunds/lines.ts";
import type { ReturnKind, ReturnRefusal, ReturnState } from "./return.ts";

export type ReturnLineView = { lineId: string; title: string; quantity: number };

/** A request as its shopper may see it. */
export type ReturnView = {
  id: string;
  kind: ReturnKind;
  state: ReturnState;
  requestedAt: Date;
  /** What the shopper wrote. */
  note: string | null;
  /** Why it was refused. */
  refusal: string | null;
  /** None of its units was sent: nothing has to come back. */
  isUnsent: boolean;
  lines: ReturnLineView[];
};

/** What the page that asks for things back needs to know of an order. */
export type ReturnableView = {
  number: number;
  email: string | null;
  customerName: string | null;
  /** Why nothing can be asked for back. */
  refusal: ReturnRefusal | null;
  /** What a request is now. */
  kind: ReturnKind;
  /** The last day of the window; null while it is open without an end. */
  lastDay: Date | null;
  /** Days of the window. */
  windowDays: number;
  /** The lines of which something is left to ask for. */
  lines: (ReturnLineView & { imageBase: string | null })[];
};

/** What an admin sees of one besides. */
export type AdminReturnView = Omit<ReturnView, "lines"> & {
  receivedAt: Date | null;
  receivedBy: string | null;
  endedAt: Date | null;
  endedBy: string | null;
  /** Until when it must be refunded; null where no law says so, or it is over. */
  dueAt: Date | null;
  /** What it comes to, as far as the order can still be refunded. */
  proposed: Money;
  /** Of which units and how much shipping that is. */
  proposedChoice: RefundChoice;
  lines: (ReturnLineView & { restocked: boolean | null; condition: string | null })[];
};

/** A line of the list of those that wait. */
export type ReturnRow = {
  id: string;
  orderId: string;
  number: number;
  customerName: string | null;
  email: string | null;
  kind: ReturnKind;
  state: ReturnState;
  requestedAt: Date;
  dueAt: Date | null;
  units: number;
  title: string;
};
