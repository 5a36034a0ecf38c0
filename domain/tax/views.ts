import type { TaxReason } from "./classes.ts";
import type { TaxRate } from "./rates.ts";
import type { TaxLine } from "./tax-of.ts";
import type { ThresholdState } from "./threshold.ts";
import type { VatIdFault } from "./vat-id.ts";

/** A row of the table of rates as the admin shows it. */
export type TaxRateView = TaxRate & { changedBy: string; changedAt: Date };

/** What was sold to private persons of other member states in a calendar year, against the threshold. */
export type ThresholdView = {
  year: number;
  sumMinor: bigint;
  orders: number;
  currency: string;
  state: ThresholdState;
};

/** What a cart would bear. */
export type TriedTaxView = {
  lines: TaxLine[];
  /** What the shopper would pay, shipping and tax included. */
  totalMinor: bigint;
  vatId: {
    state: "none" | "valid" | "invalid" | "unchecked";
    fault: VatIdFault | null;
    consultation: string | null;
  };
};

/** Who bought as a business, and the proof of their VAT id as it was when they ordered. */
export type OrderBuyerView = {
  company: string;
  vatId: string;
  vatIdState: "none" | "valid" | "invalid" | "unchecked";
  consultation: string | null;
  checkedAt: Date | null;
};

/** The tax of an order by rate, as pages and mails list it. */
export type TaxSumView = {
  country: string;
  region: string;
  rateBp: number;
  reason: TaxReason;
  included: boolean;
  taxableMinor: bigint;
  taxMinor: bigint;
};
