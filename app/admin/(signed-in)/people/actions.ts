"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { ROLES } from "@/domain/accounts/roles";
import { translator } from "@/messages/messages";
import {
  type ChangeResult,
  changeRole,
  disablePerson,
  enablePerson,
  type InviteResult,
  invitePerson,
  removeSecondFactor,
  sendPasswordLink,
} from "@/server/people/manage-people";
import { shopLocale } from "@/server/platform/env";
import type { InviteState } from "@/ui/admin/people/invite-answer";
import type { FormState } from "@/ui/kit/form/form-state";

const PATH = "/admin/people";
const PERMISSION = "people.manage";
const Person = z.object({ id: z.string().min(1).max(100) });
const pathOf = ({ id }: { id: string }) => `${PATH}/${encodeURIComponent(id)}`;
const Values = z.object({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(100),
  role: z.enum(ROLES),
});

export const invite = adminAction(
  { permission: PERMISSION, schema: Values, path: PATH },
  async (input): Promise<InviteState> => {
    const result = await invitePerson(input);
    revalidatePath(PATH);
    return { ...answerOf(result, input.email), values: result.kind === "exists" ? input : null };
  },
  (message, form): InviteState => {
    const text = z.string().max(300).catch("");
    const read = z.object({ email: text, name: text, role: z.enum(ROLES).catch("viewer") });
    return { kind: "refused", message, link: null, values: read.parse(Object.fromEntries(form)) };
  },
);

export const sendLink = adminAction(
  { permission: PERMISSION, schema: Person, path: pathOf },
  async ({ id }): Promise<InviteState> => {
    const result = await sendPasswordLink(id);
    if (result) return { ...answerOf(result, ""), values: null };
    return { kind: "refused", message: changeMessage("unknown"), link: null, values: null };
  },
  (message): InviteState => ({ kind: "refused", message, link: null, values: null }),
);

export const saveRole = adminAction(
  { permission: PERMISSION, schema: Person.extend({ role: z.enum(ROLES) }), path: pathOf },
  async (input): Promise<FormState> => changed(input.id, await changeRole(input.id, input.role)),
);

export const changePerson = adminAction(
  {
    permission: PERMISSION,
    schema: Person.extend({ what: z.enum(["disable", "enable", "remove_factor"]) }),
    path: pathOf,
  },
  async ({ id, what }): Promise<FormState> => {
    const change = { disable: disablePerson, enable: enablePerson, remove_factor: removeSecondFactor }[what];
    return changed(id, await change(id));
  },
);

function changed(id: string, result: ChangeResult): FormState {
  revalidatePath(pathOf({ id }));
  return { kind: result === "done" ? "done" : "refused", message: changeMessage(result) };
}

const changeMessage = (result: ChangeResult): string =>
  translator(shopLocale())(`admin.people.change.${result}`);

function answerOf(result: InviteResult, email: string) {
  const t = translator(shopLocale());
  const message = t(`admin.people.invite.${result.kind}`, { email });
  const link = result.kind === "link" ? result.link : null;
  return { kind: result.kind === "exists" ? "refused" : "done", message, link } as const;
}
