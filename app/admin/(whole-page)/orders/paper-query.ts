import { z } from "zod";
import { PAPERS, type Paper, readIds } from "@/domain/fulfillment/paper";

const Query = z.object({
  paper: z.enum(PAPERS).catch("a4"),
  ids: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
});

export type PageQuery = Promise<Record<string, string | string[] | undefined>>;

/** Which orders on which paper; what the address does not say is none, and A4. */
export async function readPaperQuery(searchParams: PageQuery): Promise<{ paper: Paper; ids: string[] }> {
  const { paper, ids } = Query.parse(await searchParams);
  return { paper, ids: readIds(ids) };
}

/** The address of a page for these orders. */
export const paperHref = (path: string, ids: string[], paper?: Paper) =>
  `${path}?${new URLSearchParams({ ...(paper ? { paper } : {}), ...(ids.length > 0 ? { ids: ids.join(",") } : {}) })}`;
