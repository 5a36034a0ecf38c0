import { Hono } from "hono";
import { describeFaults, faultSchema } from "../faults/fault-kinds.ts";
import type { Faults } from "../faults/faults.ts";

/** Makes things go wrong, says what does, and what could. */
export function createFaultsApi(faults: Faults): Hono {
  const app = new Hono();
  app.get("/", (context) => context.json({ data: faults.list() }));
  app.get("/kinds", (context) => context.json(describeFaults()));
  app.post("/", async (context) => {
    faults.add(faultSchema.parse(await context.req.json()));
    return context.json({ data: faults.list() });
  });
  app.delete("/", (context) => {
    faults.clear();
    return context.json({ data: [] });
  });
  app.delete("/:id", (context) => {
    const isGone = faults.clear(context.req.param("id"));
    return isGone
      ? context.json({ data: faults.list() })
      : context.json({ error: { message: "No such fault" } }, 404);
  });
  return app;
}
