import { redirect } from "next/navigation";
import type { z } from "zod";
import type { Permission } from "@/domain/accounts/roles";
import { type Translate, translator } from "@/messages/messages";
import { NotAllowedError } from "@/server/accounts/session";
import { NotConfirmedError } from "@/server/accounts/step-up";
import { shopLocale } from "@/server/platform/env";
import { countRefused } from "@/server/platform/requests/count-refused";
import { answerWith, noteAction } from "@/server/platform/requests/posted";
import { ForeignOriginError, requireSameOrigin } from "@/server/platform/requests/same-origin";
import { requireSurface } from "@/server/platform/surface";
import type { Refusal } from "@/ui/kit/form/form-state";
import { confirmPath, requireAdminOrRedirect } from "./admin/require-admin-or-redirect";

/** A server action: of a plain form, or of useActionState, which passes its last answer first. */
type Action<Answer> = (...sent: [form?: FormData] | [former: unknown, form: FormData]) => Promise<Answer>;
type Run<Schema extends z.ZodType, State> = (input: z.output<Schema>) => Promise<State>;
/** Puts the reason why an action did not run into the form's own state. */
type Refuse<State> = (message: string, form: FormData) => State;

/**
 * Makes an action of the shop. `run` gets what the schema made of the form's fields; the action answers 404 where
 * the shop is not served, and refuses a form of another site.
 */
export function shopAction<S extends z.ZodType>(schema: S, run: Run<S, void>): Action<void>;
export function shopAction<S extends z.ZodType, State, Refused = Refusal>(
  schema: S,
  run: Run<S, State>,
  refuse?: Refuse<Refused>,
): Action<State | Refused>;
export function shopAction<S extends z.ZodType>(
  schema: S,
  run: Run<S, unknown>,
  refuse?: Refuse<unknown>,
): Action<unknown> {
  return makeAction("shop", refuse, async (form) => run(readForm(schema, form)));
}

type AdminOptions<Schema extends z.ZodType> = { schema: Schema } & (
  | {
      permission: Permission;
      /** The page of the form: where a visitor returns after signing in. */
      path: string | ((input: z.output<Schema>) => string);
    }
  /** For signing in and out alone, where nobody needs to be signed in. */
  | { permission: null }
);

/**
 * Makes an action of the admin: as `shopAction`, and only for an admin with the permission. The functions that
 * `run` calls guard their data themselves; what they do not allow a role is refused here as well.
 */
export function adminAction<S extends z.ZodType>(options: AdminOptions<S>, run: Run<S, void>): Action<void>;
export function adminAction<S extends z.ZodType, State, Refused = Refusal>(
  options: AdminOptions<S>,
  run: Run<S, State>,
  refuse?: Refuse<Refused>,
): Action<State | Refused>;
export function adminAction<S extends z.ZodType>(
  options: AdminOptions<S>,
  run: Run<S, unknown>,
  refuse?: Refuse<unknown>,
): Action<unknown> {
  return makeAction("admin", refuse, async (form) => {
    if (options.permission === null) return run(readForm(options.schema, form));
    const page = pageOf(options, form);
    await requireAdminOrRedirect(options.permission, page);
    try {
      return await run(readForm(options.schema, form));
    } catch (error) {
      if (error instanceof NotConfirmedError) redirect(confirmPath(page));
      throw error;
    }
  });
}

function makeAction(
  part: "shop" | "admin",
  refuse: Refuse<unknown> = (message): Refusal => ({ kind: "refused", message }),
  run: (form: FormData) => Promise<unknown>,
): Action<unknown> {
  return async (...sent: unknown[]) => {
    noteAction();
    requireSurface(part);
    // What is sent in place of a form, or without one, is read as an empty form.
    const form = sent.findLast((value) => value instanceof FormData) ?? new FormData();
    try {
      await requireSameOrigin();
      return await run(form);
    } catch (error) {
      const message = whyRefused(error);
      if (message === null) throw error;
      // A plain form does not read the answer: its page is shown again as it is.
      return refuse(message, form);
    }
  };
}

class InvalidFormError extends Error {}

/** @throws InvalidFormError */
function readForm<Schema extends z.ZodType>(schema: Schema, form: FormData): z.output<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(form));
  if (!parsed.success) throw new InvalidFormError();
  return parsed.data;
}

function pageOf<Schema extends z.ZodType>(
  { schema, path }: { schema: Schema; path: string | ((input: z.output<Schema>) => string) },
  form: FormData,
): string {
  if (typeof path === "string") return path;
  const parsed = schema.safeParse(Object.fromEntries(form));
  return parsed.success ? path(parsed.data) : "/admin";
}

/** The sentence for the person; null when it is no refusal but a fault of ours. */
function whyRefused(error: unknown): string | null {
  const t = translator(shopLocale());
  if (error instanceof InvalidFormError) {
    answerWith(400);
    return t("site.action.invalid");
  }
  if (!(error instanceof NotAllowedError || error instanceof ForeignOriginError)) return null;
  answerWith(403);
  if (error instanceof NotAllowedError) return whyNotAllowed(error.permission, t);
  countRefused("foreign");
  return t("site.action.foreign");
}

function whyNotAllowed(permission: Permission, t: Translate): string {
  if (permission === "orders.refund") return t("admin.action.noRefunds");
  if (permission === "reconciliation.repair") return t("admin.action.noRepairs");
  return t("admin.action.notAllowed");
}
