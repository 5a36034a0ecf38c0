import { formatMoney, type Money } from "@/domain/money";

type PriceProps = {
  price: Money;
  locale: string;
  compareAt?: Money | null;
  /** The lowest of several: "from €22.00". */
  isFrom?: boolean;
};

/** A price, with the former one beside it where there is one. */
export function Price({ price, locale, compareAt, isFrom }: PriceProps) {
  return (
    <span className="figures">
      {isFrom ? "from " : null}
      {compareAt ? <span className="sr-only">now </span> : null}
      {formatMoney(price, locale)}
      {compareAt ? (
        <>
          {" "}
          <s className="ms-1.5 text-ink-soft">
            <span className="sr-only">was </span>
            {formatMoney(compareAt, locale)}
          </s>
        </>
      ) : null}
    </span>
  );
}
