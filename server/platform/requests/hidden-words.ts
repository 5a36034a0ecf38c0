import "server-only";
import { seal, unseal } from "../seal";

/**
 * What is searched for, as it stands in an address: nobody who reads the address, in a proxy's log, a history or over
 * a shoulder, learns a name or a mail address from it, and every process of the shop can read it.
 */
export const hideWords = (words: string): string => (words === "" ? "" : seal(words));

/** The words that an address holds; null when it was not made by `hideWords`, and may hold them in clear. */
export const readWords = (hidden: string): string | null => (hidden === "" ? "" : unseal(hidden));
