// Loaded before act.ts: its process acts as if an admin were signed in.
import { registerHooks } from "node:module";

// Only who is signed in, and the request, are set by hand, as in the tests that run in one process.
const ADMIN = `export const requireAdmin = async () => ({ id: "admin", name: "Ada", email: "ada@shop.test", role: "owner" });`;
const CONFIRMED = `export const requireConfirmed = async () => undefined;
export class NotConfirmedError extends Error {}`;
const STAND_INS: [RegExp, string][] = [
  [/(^|\/)accounts\/session$/, ADMIN],
  [/(^|\/)accounts\/step-up$/, CONFIRMED],
  // An audit entry names the address of the request.
  [/^next\/headers$/, "export const headers = async () => new Headers();"],
];
registerHooks({
  resolve: (specifier, context, next) => {
    const [, code] = STAND_INS.find(([pattern]) => pattern.test(specifier)) ?? [];
    if (code === undefined) return next(specifier, context);
    return { url: `data:text/javascript,${encodeURIComponent(code)}`, format: "module", shortCircuit: true };
  },
});
