import { useState } from "react";
import { decimalText, money, parseTypedMoney } from "@/domain/money";
import { Button } from "../../kit/form/button";
import { SelectField, TextareaField, TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { useIsRunning } from "../../kit/form/sending/use-is-running";
import { UnitFields } from "../units/unit-fields";

export type EditLabels = {
  items: string;
  all: string;
  /** "Shipping (up to €5.00)" */
  shipping: string;
  /** Null where the person may not count stock, or a return did it. */
  restock: string | null;
  amount: string;
  /** "Up to €61.00." */
  upTo: string;
  reason: string;
  note: string;
  review: string;
  confirm: string;
};

export type RefundValues = {
  requestId: string;
  /** As typed, by the line's id. */
  units: Record<string, string>;
  /** As typed; nothing: none. */
  shipping: string;
  /** As typed; nothing: what units and shipping come to. */
  amount: string;
  isRestocked: boolean;
  reason: string;
  note: string;
  /** The return that it is for, or nothing. */
  returnId: string;
};

/** A line of which something can be refunded. `amounts`: what so many units of it come to, from none on, in minor units. */
export type RefundLine = { id: string; label: string; left: number; amounts: string[] };

/** What can be refunded of an order. */
export type RefundOffer = {
  currency: string;
  lines: RefundLine[];
  /** "5.00"; null where nothing of it is left. */
  shipping: string | null;
  /** Of the whole order, in minor units. */
  mostMinor: string;
  /** What can be given as the reason, none first. */
  reasons: { value: string; text: string }[];
};

type RefundEditProps = {
  values: RefundValues;
  offer: RefundOffer;
  labels: EditLabels;
  problem: string | undefined;
  confirmAt: string | undefined;
};

/** What is refunded: units, shipping, an amount; the amount follows what is chosen until it is typed. */
export function RefundEdit({ values, offer, labels, problem, confirmAt }: RefundEditProps) {
  const [units, setUnits] = useState(values.units);
  const [shipping, setShipping] = useState(values.shipping);
  const [typed, setTyped] = useState(values.amount === "" ? null : values.amount);
  const isRunning = useIsRunning();
  const { lines, reasons } = offer;
  const choose = (chosenUnits: typeof units, chosenShipping: string) => {
    setUnits(chosenUnits);
    setShipping(chosenShipping);
    setTyped(null);
  };
  return (
    <>
      {lines.length > 0 || offer.shipping !== null ? (
        <fieldset className="grid min-w-0 gap-2">
          <legend className="mb-1.5 text-sm font-medium">{labels.items}</legend>
          <UnitFields lines={lines} units={units} onChange={(changed) => choose(changed, shipping)} />
          {offer.shipping === null ? null : (
            <TextField
              label={labels.shipping}
              name="shipping"
              size="small"
              inputMode="decimal"
              autoComplete="off"
              maxLength={20}
              className="grid-cols-[minmax(0,1fr)_5rem] items-center"
              value={shipping}
              onChange={({ target }) => choose(units, target.value)}
            />
          )}
          {isRunning ? (
            <Button
              type="button"
              tone="plain"
              size="small"
              className="justify-self-start"
              onClick={() =>
                choose(
                  Object.fromEntries(lines.map(({ id, left }) => [id, String(left)])),
                  offer.shipping ?? "",
                )
              }
            >
              {labels.all}
            </Button>
          ) : null}
        </fieldset>
      ) : null}
      {labels.restock !== null && lines.length > 0 ? (
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            name="restock"
            value="on"
            defaultChecked={values.isRestocked}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0">{labels.restock}</span>
        </label>
      ) : null}
      <TextField
        label={labels.amount}
        name="amount"
        data-shortcut="r"
        aria-keyshortcuts="r"
        size="small"
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? (isRunning ? totalText(offer, units, shipping) : "")}
        onChange={({ target }) => setTyped(target.value)}
        maxLength={20}
        hint={labels.upTo}
        error={problem}
      />
      {confirmAt ? (
        <a href={confirmAt} target="_blank" rel="noopener" className="link justify-self-start">
          {labels.confirm}
        </a>
      ) : null}
      <SelectField label={labels.reason} name="reason" size="small" defaultValue={values.reason}>
        {reasons.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </SelectField>
      <TextareaField
        label={labels.note}
        name="note"
        size="small"
        rows={2}
        maxLength={500}
        defaultValue={values.note}
      />
      <PendingButton tone="plain" size="small" name="step" value="review" className="justify-self-start">
        {labels.review}
      </PendingButton>
    </>
  );
}

/** What the choice comes to, as far as the order can be refunded; nothing where nothing is chosen, or it is not readable. */
function totalText(offer: RefundOffer, units: Record<string, string>, shipping: string): string {
  const { currency, lines, mostMinor } = offer;
  const goods = lines.map(({ id, amounts }) => amounts[Number(units[id] ?? 0)]);
  const shippingMinor = minorOf(shipping, currency);
  if (shippingMinor === null || goods.includes(undefined)) return "";
  const total = goods.reduce((sum, amount) => sum + BigInt(amount ?? 0), shippingMinor);
  const most = BigInt(mostMinor);
  return total === 0n ? "" : decimalText(money(total < most ? total : most, currency));
}

function minorOf(typed: string, currency: string): bigint | null {
  if (typed.trim() === "") return 0n;
  try {
    return parseTypedMoney(typed, currency).amountMinor;
  } catch {
    return null;
  }
}
