import "server-only";
import { z } from "zod";
import { type Home, MAX_HOME_ROWS, MAX_HOME_TEXT, MAX_HOME_TITLE, ROW_KINDS } from "@/domain/content/home";
import { MAX_MENU_ADDRESS, MAX_MENU_TITLE, MENU_TARGETS, type Menu } from "@/domain/content/menu";
import { keptPicture } from "../../catalog/collections/collection-rows";

const item = z.object({
  to: z.enum(MENU_TARGETS),
  target: z.string().max(MAX_MENU_ADDRESS),
  title: z.string().max(MAX_MENU_TITLE),
});

/** What a version of the header or the footer holds. */
export const menuContent = z.object({
  parts: z.array(z.object({ title: z.string().max(MAX_MENU_TITLE), items: z.array(item) })),
}) satisfies z.ZodType<Menu>;

const row = z.object({
  kind: z.enum(ROW_KINDS),
  title: z.string().max(MAX_HOME_TITLE),
  text: z.string().max(MAX_HOME_TEXT),
  collectionId: z.string().max(40),
  picture: keptPicture.nullable(),
  facts: z.array(z.object({ title: z.string().max(MAX_HOME_TITLE), text: z.string().max(MAX_HOME_TEXT) })),
});

/** What a version of the home page holds. */
export const homeContent = z.object({
  hero: z.object({
    title: z.string().max(MAX_HOME_TITLE),
    text: z.string().max(MAX_HOME_TEXT),
    picture: keptPicture.nullable(),
    button: z.object({ title: z.string().max(MAX_MENU_TITLE), href: z.string().max(MAX_MENU_ADDRESS) }),
  }),
  rows: z.array(row).max(MAX_HOME_ROWS),
}) satisfies z.ZodType<Home>;

/** Parts of the shop that are there once, each with what its versions hold. */
export const PARTS = { header: menuContent, footer: menuContent, home: homeContent } as const;

export type PartKind = keyof typeof PARTS;
export type PartContent<Kind extends PartKind> = z.output<(typeof PARTS)[Kind]>;
