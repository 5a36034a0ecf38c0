const ADMIN = `export const requireAdmin = async () => ({ id: "admin", name: "Ada", email: "ada@shop.test", role: "owner" });`;
const CONFIRMED = `export const requireConfirmed = async () => undefined;
export class NotConfirmedError extends Error {}`;

/**
 * Only who is signed in, and the request, are set by hand, as in the tests that run in one process: by the name that a
 * module is imported under, what is loaded in its place.
 */
export const STAND_INS: [RegExp, string][] = [
  [/(^|\/)accounts\/session$/, ADMIN],
  [/(^|\/)accounts\/step-up$/, CONFIRMED],
  // An audit entry names the address of the request.
  [/^next\/headers$/, "export const headers = async () => new Headers();"],
];
