import "server-only";
import { z } from "zod";
import { MAX_MENU_ADDRESS, MAX_MENU_TITLE, MENU_TARGETS, type Menu } from "@/domain/content/menu";

const item = z.object({
  to: z.enum(MENU_TARGETS),
  target: z.string().max(MAX_MENU_ADDRESS),
  title: z.string().max(MAX_MENU_TITLE),
});

/** What a version of the header or the footer holds. */
export const menuContent = z.object({
  parts: z.array(z.object({ title: z.string().max(MAX_MENU_TITLE), items: z.array(item) })),
}) satisfies z.ZodType<Menu>;

/** Parts of the shop that are there once, each with what its versions hold. */
export const PARTS = { header: menuContent, footer: menuContent } as const;

export type PartKind = keyof typeof PARTS;
export type PartContent<Kind extends PartKind> = z.output<(typeof PARTS)[Kind]>;
