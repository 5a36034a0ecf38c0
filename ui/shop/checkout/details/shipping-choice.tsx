import { useId, useState } from "react";

export type ShippingChoiceOption = { id: string; name: string; days: string; price: string };

type ShippingChoiceProps = {
  /** What the total counts with now. */
  chosen: string | null;
  options: ShippingChoiceOption[];
  labels: { legend: string; none: string };
  error: string | undefined;
  choose: () => void;
};

export function ShippingChoice({ chosen, options, labels, error, choose }: ShippingChoiceProps) {
  const errorId = useId();
  const [picked, setPicked] = useState(chosen);
  const current = options.some(({ id }) => id === picked) ? picked : chosen;
  return (
    <fieldset aria-describedby={error ? errorId : undefined} className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{labels.legend}</legend>
      {options.length === 0 ? (
        <p role="status" className="text-signal">
          {labels.none}
        </p>
      ) : (
        <div className="divide-y divide-line rounded-control border border-line-strong">
          {options.map(({ id, name, days, price }) => (
            <label
              key={id}
              className="flex min-h-13 cursor-pointer items-center gap-3 px-4 py-3 hover:bg-paper-raised has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="rateId"
                value={id}
                checked={id === current}
                onChange={() => {
                  setPicked(id);
                  choose();
                }}
                className="size-5 shrink-0 accent-accent"
              />
              <span className="min-w-0 flex-1 break-words">
                {name}
                <span className="block text-sm text-ink-soft">{days}</span>
              </span>
              <span className="figures">{price}</span>
            </label>
          ))}
        </div>
      )}
      {error ? (
        <p id={errorId} className="text-sm text-signal">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
