// How much of a variant a shopper may hold without having paid.

/** One shopper's unpaid units of a variant: a part of what is free, or this many where that is more. */
export const MIN_SHARE = 3;
export const SHARE_OF_FREE = 0.2;

/** What all that keep no cookie count as: together they are one shopper. */
export const FIRST_VISITS = "first visits";

/** From this part of a variant in unpaid checkouts on, one without a payment attempt ends early. */
export const PRESSURE = 0.4;
export const IDLE_MINUTES = 8;
