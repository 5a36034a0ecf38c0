import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { env } from "./env";
import { servesPart } from "./surface";

// What Next.js 16 writes at a build: every action with the file that exports it.
const manifest = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })),
});

// With JavaScript a header names the action; without it, fields of the form do (React's progressive enhancement).
const HEADER = "next-action";
const FIELD = /^\$ACTION_/;
const ID = /[0-9a-f]{40,}/g;

let actions: z.infer<typeof manifest>["node"] | null = null;

/**
 * The action of a part that this process does not serve, when a request asks for one: any page takes a POST for
 * any action of the build. The action refuses by itself too; this is so that the answer says 404 on the outside.
 * @returns its file and name; null when there is none, and always in development, where no build says which is which
 */
export async function findForeignAction(request: Request): Promise<string | null> {
  if (env().SURFACE === "all" || process.env.NODE_ENV !== "production") return null;
  for (const id of await idsIn(request)) {
    const action = readActions()[id];
    if (!action) continue;
    const part = action.filename.startsWith("app/admin/") ? "admin" : "shop";
    if (!servesPart(part)) return `${action.filename} ${action.exportedName}`;
  }
  return null;
}

async function idsIn(request: Request): Promise<string[]> {
  const named = request.headers.get(HEADER);
  if (named !== null) return [named];
  // What cannot be read as a form names no action.
  const form = await request.formData().catch(() => new FormData());
  return [...form].flatMap(([name, value]) =>
    FIELD.test(name) && typeof value === "string" ? (`${name} ${value}`.match(ID) ?? []) : [],
  );
}

function readActions() {
  const file = join(/* turbopackIgnore: true */ process.cwd(), ".next/server/server-reference-manifest.json");
  actions ??= manifest.parse(JSON.parse(readFileSync(file, "utf8"))).node;
  return actions;
}
