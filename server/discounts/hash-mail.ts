import "server-only";
import { sign } from "../platform/seal";

/** By what uses of one mail address are counted: a keyed hash, which nobody without the shop's secret can make. */
export const hashMail = (email: string): string => sign("discount-mail", email.trim().toLowerCase());
