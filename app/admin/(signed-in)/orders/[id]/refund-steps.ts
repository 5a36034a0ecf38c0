import { z } from "zod";
import { AmountError, decimalText, type Money, money, parseTypedMoney } from "@/domain/money";
import type { OrderView } from "@/domain/orders/views";
import { type RefundChoice, type RefundShares, shareRefund } from "@/domain/refunds/lines";
import { REFUND_REASONS, refuseRefund } from "@/domain/refunds/refund";
import { type Translate, translator } from "@/messages/messages";
import { getOrder } from "@/server/orders/admin/get-order";
import { previewRefund } from "@/server/orders/refunds/preview-refund";
import { confirmLargeRefund, refundOrder } from "@/server/orders/refunds/refund-order";
import { shopLocale } from "@/server/platform/env";
import type { RefundFormState, RefundValues } from "@/ui/admin/refunds/refund-form";
import { goodsSentences, promiseOf, refusalMessage, resultMessage } from "./refund-messages";

export const Refund = z
  .object({
    orderId: z.uuid(),
    step: z.enum(["edit", "review", "confirm"]),
    requestId: z.uuid(),
    amount: z.string().trim().max(20),
    shipping: z.string().trim().max(20).default(""),
    restock: z.literal("on").optional(),
    reason: z.enum(["", ...REFUND_REASONS]),
    note: z.string().trim().max(500),
    returnId: z.literal("").or(z.uuid()).default(""),
  })
  // Units by line: "units:" and its id.
  .catchall(z.unknown());
type Input = z.output<typeof Refund>;

const UNITS = "units:";

/** What was typed, as the form shows it again. */
export function valuesOf(input: Input): RefundValues {
  const { requestId, amount, shipping, restock, reason, note, returnId } = input;
  const units = Object.entries(input).flatMap(([name, typed]) =>
    name.startsWith(UNITS) ? [[name.slice(UNITS.length), String(typed).slice(0, 10)]] : [],
  );
  return {
    ...{ requestId, amount, shipping, reason, note, returnId },
    isRestocked: restock === "on",
    units: Object.fromEntries(units),
  };
}

/** Answers one press of the form: says what the refund will do, or makes it. @throws NotConfirmedError */
export async function refundInSteps(input: Input): Promise<RefundFormState> {
  const t = translator(shopLocale());
  const values = valuesOf(input);
  if (input.step === "edit") return { step: "edit", values };
  const order = await getOrder(input.orderId);
  if (!order) return { step: "edit", values, problem: t("admin.refunds.refusal.unknown_order") };
  const choice = readChoice(values, order, t);
  if ("problem" in choice) return { step: "edit", values, problem: choice.problem };
  const refusing = (refusal: Parameters<typeof refusalMessage>[0]): RefundFormState => ({
    step: "edit",
    values,
    problem: refusalMessage(refusal, order, choice),
  });
  if (input.step === "confirm") return make(values, order, choice, refusing);
  const shares = shareRefund(order.charges, choice, choice.amount?.amountMinor ?? null);
  if ("refusal" in shares) return refusing(shares.refusal);
  return review(values, order, shares, refusing);
}

type Chosen = RefundChoice & { amount: Money | null };
type Refusing = (refusal: Parameters<typeof refusalMessage>[0]) => RefundFormState;

function readChoice(values: RefundValues, order: OrderView, t: Translate): Chosen | { problem: string } {
  const { currency } = order.charges;
  const [amount, shipping] = [values.amount, values.shipping].map((typed) =>
    typed === "" ? null : readAmount(typed, currency, t),
  );
  if (typeof amount === "string") return { problem: amount };
  if (typeof shipping === "string") return { problem: shipping };
  return {
    units: new Map(Object.entries(values.units).map(([id, typed]) => [id, Number(typed)])),
    shippingMinor: shipping?.amountMinor ?? 0n,
    amount: amount ?? null,
  };
}

async function review(
  values: RefundValues,
  order: OrderView,
  shares: RefundShares & { amountMinor: bigint },
  refusing: Refusing,
): Promise<RefundFormState> {
  const { currency } = order.charges;
  const amount = money(shares.amountMinor, currency);
  const refusal = refuseRefund(
    amount,
    { capturedMinor: order.captured.amountMinor, currency, disputeHold: order.disputeHold },
    order.refunds
      .filter(({ ofDuplicatePayment }) => !ofDuplicatePayment)
      .map(({ amount: { amountMinor }, state }) => ({ amountMinor, state })),
  );
  if (refusal) return refusing(refusal);
  await confirmLargeRefund(amount);
  const promise = promiseOf(amount, order);
  const preview = await previewRefund(order.id, shares, currency);
  return {
    step: "confirm",
    // What was reviewed is what is refunded: the amount is not worked out a second time.
    values: { ...values, amount: decimalText(amount) },
    promise,
    question: translator(shopLocale())("admin.refunds.question", { promise }),
    goods: goodsSentences(shares, preview.unsent, values),
    mail: preview.mail,
  };
}

async function make(
  values: RefundValues,
  order: OrderView,
  { amount, units, shippingMinor }: Chosen,
  refusing: Refusing,
): Promise<RefundFormState> {
  if (!amount) return refusing("nothing_chosen");
  const result = await refundOrder({
    ...{ orderId: order.id, requestId: values.requestId, ...amount },
    ...{ units, shippingMinor, isRestocked: values.isRestocked },
    reason: REFUND_REASONS.find((known) => known === values.reason) ?? null,
    note: values.note === "" ? null : values.note,
    returnId: values.returnId === "" ? null : values.returnId,
  });
  if (result.kind === "refused") return refusing(result.refusal);
  if (result.kind === "closed") return { step: "edit", values, problem: result.sentence };
  return {
    step: "done",
    sentence: resultMessage(result, amount, order),
    isOpen: result.kind === "unavailable",
  };
}

/** The amount, or what is wrong with the text. */
function readAmount(typed: string, currency: string, t: Translate): Money | string {
  try {
    return parseTypedMoney(typed, currency);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    return t(`admin.refunds.refusal.${error.fault}`, { text: typed, currency: currency.toUpperCase() });
  }
}
