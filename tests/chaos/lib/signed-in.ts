// Loaded before a script: its process acts as if an admin were signed in.
import { registerHooks } from "node:module";
import { STAND_INS } from "./stand-ins.ts";

registerHooks({
  resolve: (specifier, context, next) => {
    const [, code] = STAND_INS.find(([pattern]) => pattern.test(specifier)) ?? [];
    if (code === undefined) return next(specifier, context);
    return { url: `data:text/javascript,${encodeURIComponent(code)}`, format: "module", shortCircuit: true };
  },
});
