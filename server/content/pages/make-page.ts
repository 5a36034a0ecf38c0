import "server-only";
import { faultOfText, MAX_PAGES, type PageFault, type PageKind, type PageText } from "@/domain/content/page";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { slugify } from "../../catalog/write/slugify";
import { transaction } from "../../platform/db";
import { IS_PAGE } from "./page-rows";

export type MadePage = { kind: "made"; id: string } | { kind: "refused"; fault: PageFault };

/** A new draft. Its address is made of its title; where that is taken, with a number. */
export async function makePage(kind: PageKind, text: PageText, wishedSlug?: string): Promise<MadePage> {
  const admin = await requireAdmin("content.write");
  const fault = faultOfText(text);
  if (fault) return { kind: "refused", fault };
  return transaction(async (tx): Promise<MadePage> => {
    // One at a time: two people who press the same button get one page each, with addresses of their own. By hand: a lock.
    await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('contents'))) locked`;
    const pages = await tx.content.findMany({ where: IS_PAGE, select: { slug: true, position: true } });
    if (pages.length >= MAX_PAGES) return { kind: "refused", fault: "too_many" };
    const taken = new Set(pages.map(({ slug }) => slug));
    const base = slugify(wishedSlug ?? text.title);
    let slug = base;
    for (let number = 2; taken.has(slug); number += 1) slug = `${base.slice(0, 75)}-${number}`;
    const { id } = await tx.content.create({
      data: {
        ...{ kind, slug, position: Math.max(0, ...pages.map(({ position }) => position)) + 1 },
        versions: { create: { number: 1, content: text, savedBy: admin.name } },
      },
      select: { id: true },
    });
    // It was another page's before: the address now means this one.
    await tx.contentAddress.deleteMany({ where: { slug } });
    await audit(tx, { by: admin, action: "page_made", object: `page:${id}`, after: { kind, slug } });
    return { kind: "made", id };
  });
}
