import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Html } from "./layout.ts";

export type Web = Context<{ Bindings: HttpBindings }>;
export type PageStatus = 200 | 400 | 402 | 403 | 404 | 410;

/**
 * A page for a shopper's browser: nothing but our own script and style runs there, and only an embedded form may be
 * framed, only by its parent.
 *
 * @param parentOrigin the origin of the page around it; null where none may be
 */
export function answerPage(
  context: Web,
  content: Html,
  parentOrigin: string | null,
  status: PageStatus = 200,
) {
  const ancestors = parentOrigin ?? "'none'";
  context.header(
    "content-security-policy",
    `default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; img-src * data:; connect-src 'self'; base-uri 'none'; frame-ancestors ${ancestors}`,
  );
  context.header("cache-control", "no-store");
  context.header("referrer-policy", "no-referrer");
  return context.html(content, status);
}

/** What was typed into a page's form, by the names of its fields. */
export type FormValues = Record<string, string>;

/** The texts of a form that was sent. */
export async function readValues(context: Web): Promise<FormValues> {
  const form = await context.req.parseBody();
  return Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
