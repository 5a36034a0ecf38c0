import "server-only";

/** Who asks for an order. A part that is null is not known, and is not counted. */
export type Shopper = {
  /** Whose open orders are counted: `shopperKey` tells addresses apart. */
  openedBy: string | null;
  /** Which browser it is: `rememberVisitor` tells them apart. */
  visitor: string | null;
  /** Whose share of a variant its units are: the visitor's, or that of all first visits together. */
  countedAs: string | null;
  /** The order that its checkout cookie names. */
  heldReference: string | null;
};

export const UNKNOWN_SHOPPER: Shopper = {
  openedBy: null,
  visitor: null,
  countedAs: null,
  heldReference: null,
};
