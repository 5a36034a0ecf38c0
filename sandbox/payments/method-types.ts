import { invalidRequest } from "../protocol/errors.ts";
import { list, type Param, text } from "../protocol/params.ts";

/** Names of ways to pay, of which the sandbox has one: a list without cards could never be paid here. */
export const methodTypes = (): Param<string[]> => ({
  read(value, path) {
    const types = list(text(40)).read(value, path);
    if (types.includes("card")) return types;
    throw invalidRequest(
      `The sandbox imitates cards only, and ${path} does not have them.`,
      path,
      "sandbox_not_covered",
    );
  },
});
