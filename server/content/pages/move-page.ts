import "server-only";
import { MAX_SLUG, type PageFault } from "@/domain/content/page";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { slugify } from "../../catalog/write/slugify";
import { ALL_PATHS } from "../../page-cache/announce-changes";
import { changeCatalog } from "../../page-cache/change-catalog";
import { type Tx, transaction } from "../../platform/db";
import { changePage } from "./change-page";
import { IN_ORDER, IS_PAGE, pathOfPage } from "./page-rows";

/** Gives a page another address at once. The former one leads to it from then on. */
export async function changeAddress(id: string, typed: string): Promise<PageFault | "done"> {
  const admin = await requireAdmin("content.write");
  const slug = slugify(typed.slice(0, MAX_SLUG));
  if (!/[\p{L}\p{N}]/u.test(typed)) return "no_address";
  const done = await changePage(id, async (tx, page, announce): Promise<PageFault | "done"> => {
    if (slug === page.slug) return "done";
    await lockAddresses(tx);
    if (await isTaken(tx, slug)) return "address_taken";
    await tx.content.update({ where: { id }, data: { slug }, select: { id: true } });
    await tx.contentAddress.deleteMany({ where: { slug: { in: [slug, page.slug] } } });
    await tx.contentAddress.create({ data: { slug: page.slug, contentId: id } });
    // Every page of the shop may link to it.
    if (page.publishedVersion !== null) await announce([ALL_PATHS, pathOfPage(page.slug), pathOfPage(slug)]);
    await audit(tx, {
      ...{ by: admin, action: "page_moved", object: `page:${id}` },
      ...{ before: { slug: page.slug }, after: { slug } },
    });
    return "done";
  });
  return done ?? "gone";
}

/** Takes it out of the shop and the list. It comes back as it was by `undeletePage`. */
export async function deletePage(id: string): Promise<"done" | "gone"> {
  const admin = await requireAdmin("content.write");
  const done = await changePage(id, async (tx, page, announce): Promise<"done"> => {
    await tx.content.update({ where: { id }, data: { deletedAt: new Date() }, select: { id: true } });
    if (page.publishedVersion !== null) await announce([ALL_PATHS, pathOfPage(page.slug)]);
    await audit(tx, { by: admin, action: "page_deleted", object: `page:${id}`, before: { slug: page.slug } });
    return "done";
  });
  return done ?? "gone";
}

/** Where another page has its address by now, it gets one with a number. */
export async function undeletePage(id: string): Promise<"done" | "gone"> {
  const admin = await requireAdmin("content.write");
  const write = async (...[tx, page, announce]: Parameters<Parameters<typeof changePage>[1]>) => {
    await lockAddresses(tx);
    let { slug } = page;
    for (let number = 2; await isTaken(tx, slug); number += 1) slug = `${page.slug.slice(0, 75)}-${number}`;
    await tx.content.update({ where: { id }, data: { deletedAt: null, slug }, select: { id: true } });
    await tx.contentAddress.deleteMany({ where: { slug } });
    if (page.publishedVersion !== null) await announce([ALL_PATHS, pathOfPage(slug)]);
    await audit(tx, { by: admin, action: "page_restored", object: `page:${id}`, after: { slug } });
    return "done" as const;
  };
  return (await changePage(id, write, { isDeleted: true })) ?? "gone";
}

/** Puts it one place up or down in the list, and so in a footer that the merchant did not make. */
export async function sortPage(id: string, direction: "up" | "down"): Promise<void> {
  const admin = await requireAdmin("content.write");
  if (!isUuid(id)) return;
  await changeCatalog((change) =>
    transaction(async (tx) => {
      await lockAddresses(tx);
      const pages = await tx.content.findMany({ where: IS_PAGE, orderBy: IN_ORDER, select: { id: true } });
      const ids = pages.map((page) => page.id);
      const from = ids.indexOf(id);
      const to = from + (direction === "up" ? -1 : 1);
      if (from < 0 || to < 0 || to >= ids.length) return;
      ids.splice(to, 0, ...ids.splice(from, 1));
      for (const [position, one] of ids.entries())
        await tx.content.update({
          where: { id: one },
          data: { position: position + 1 },
          select: { id: true },
        });
      await change.announce(tx, [ALL_PATHS]);
      await audit(tx, { by: admin, action: "pages_sorted", object: `page:${id}`, after: { direction } });
    }),
  );
}

/** One at a time changes addresses and places. By hand: a lock. */
async function lockAddresses(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('contents'))) locked`;
}

const isTaken = async (tx: Tx, slug: string): Promise<boolean> =>
  (await tx.content.count({ where: { ...IS_PAGE, slug } })) > 0;
