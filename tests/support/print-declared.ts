// Prints the declared requests, one "role METHOD route" a line, for tests that cannot load server code.
import { CALLS } from "../../server/stripe/calls.ts";

for (const { role, operation } of Object.values(CALLS))
  console.log(`${role} ${operation.replace("{id}", ":id")}`);
