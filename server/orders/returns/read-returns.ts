import "server-only";
import { money } from "@/domain/money";
import { lineTitle } from "@/domain/orders/line-words";
import { type OrderTotals, shippingOf } from "@/domain/orders/totals";
import type { OrderCharges } from "@/domain/refunds/lines";
import { proposedRefund } from "@/domain/returns/amount";
import { isOpen, type ReturnKind, type ReturnState } from "@/domain/returns/return";
import type { AdminReturnView, ReturnView } from "@/domain/returns/views";
import { refundDueAt } from "@/domain/returns/window";
import { standardPrice } from "@/domain/shipping/from-price";
import type { Prisma } from "../../platform/db";
import { settings } from "../../platform/settings/settings";

/** The requests of an order, the oldest first; for `returnViews` and `adminReturnViews`. */
export const RETURNS = {
  // Their ids grow with time.
  orderBy: { id: "asc" },
  omit: { orderId: true, requestId: true },
  include: {
    lines: {
      omit: { returnId: true },
      include: { line: { select: { position: true, productTitle: true, variantTitle: true } } },
    },
  },
} as const satisfies Prisma.Order$returnsArgs;

type LineRow = {
  orderLineId: string;
  quantity: number;
  unsent: number;
  restocked: boolean | null;
  condition: string | null;
  line: { position: number; productTitle: string; variantTitle: string };
};
type ReturnRow = {
  id: string;
  kind: ReturnKind;
  state: ReturnState;
  note: string | null;
  refusal: string | null;
  requestedAt: Date;
  receivedAt: Date | null;
  receivedBy: string | null;
  endedAt: Date | null;
  endedBy: string | null;
  lines: LineRow[];
};

const inOrder = (lines: LineRow[]) => lines.toSorted((one, other) => one.line.position - other.line.position);

/** What the shopper who asked may see of them. */
export const returnViews = (rows: ReturnRow[]): ReturnView[] =>
  rows.map(({ id, kind, state, note, refusal, requestedAt, lines }) => ({
    ...{ id, kind, state, note, refusal, requestedAt },
    isUnsent: lines.every(({ quantity, unsent }) => unsent === quantity),
    lines: inOrder(lines).map(({ orderLineId, quantity, line }) => ({
      lineId: orderLineId,
      title: lineTitle(line),
      quantity,
    })),
  }));

/** What an admin sees of them, each with what it comes to. */
export function adminReturnViews(
  rows: ReturnRow[],
  charges: OrderCharges,
  totals: OrderTotals,
): AdminReturnView[] {
  const rateId = shippingOf(totals)?.code ?? null;
  const cheapest = standardPrice(settings("shipping").zones, rateId, totals.subtotal.amountMinor);
  const views = returnViews(rows);
  return views.map((view, index) => {
    const { choice, amountMinor } = proposedRefund(charges, view, views, cheapest);
    return {
      ...view,
      receivedAt: rows[index]?.receivedAt ?? null,
      receivedBy: rows[index]?.receivedBy ?? null,
      endedAt: rows[index]?.endedAt ?? null,
      endedBy: rows[index]?.endedBy ?? null,
      dueAt: view.kind === "withdrawal" && isOpen(view.state) ? refundDueAt(view.requestedAt) : null,
      proposed: money(amountMinor, charges.currency),
      proposedChoice: choice,
      lines: inOrder(rows[index]?.lines ?? []).map(
        ({ orderLineId, quantity, line, restocked, condition }) => ({
          ...{ lineId: orderLineId, title: lineTitle(line), quantity, restocked, condition },
        }),
      ),
    };
  });
}
