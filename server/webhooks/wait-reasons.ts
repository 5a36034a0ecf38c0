import "server-only";

/** How the reasons begin for which an event waits as it came, instead of being given up after some tries. */
export const WAITS_FOR_KEY = "waits for a key: ";
export const WAITS_FOR_STRIPE = "waits for Stripe: ";
