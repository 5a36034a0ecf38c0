import "server-only";
import { z } from "zod";
import { PAGE_KINDS, type PageText } from "@/domain/content/page";

/** What a page's version holds. */
export const pageText = z.object({
  title: z.string(),
  body: z.string(),
  searchTitle: z.string(),
  searchText: z.string(),
}) satisfies z.ZodType<PageText>;

export const pageKind = z.enum(PAGE_KINDS);

/** Prisma's condition for pages, and not the parts of every page. */
export const IS_PAGE = { kind: { in: [...PAGE_KINDS] }, deletedAt: null };

/** SQL's order is Prisma's, too: as the merchant put them. */
export const IN_ORDER = [{ position: "asc" as const }, { id: "asc" as const }];

export const pathOfPage = (slug: string): string => `/pages/${slug}`;
