// Loaded before act.ts: its process acts as if an admin were signed in.
import { registerHooks } from "node:module";

// Only who is signed in is set by hand, as in the tests that run in one process.
const ADMIN = `export const requireAdmin = async () => ({ id: "admin", name: "Ada", email: "ada@shop.test", role: "owner" });`;
registerHooks({
  resolve: (specifier, context, next) =>
    /(^|\/)accounts\/session$/.test(specifier)
      ? { url: `data:text/javascript,${encodeURIComponent(ADMIN)}`, format: "module", shortCircuit: true }
      : next(specifier, context),
});
