import type { DifferenceKind, RepairKind } from "../../domain/reconciliation/differences.ts";
import type { TestShop } from "./test-shop.ts";

/** A paid and reconciled order in which the records and Stripe agree. */
export type Target = { id: string; session: string; intent: string };

export type Injection = {
  name: string;
  kind: DifferenceKind;
  repair: RepairKind | null;
  /** Makes one difference of an order that has none. @returns what the row must be about */
  inject: (testShop: TestShop, target: Target, spare: () => Promise<Target>) => Promise<string>;
};
