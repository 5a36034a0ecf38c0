import "server-only";
import { foldTag, readTags, type TagFault, withTags } from "@/domain/customers/tags";
import { isUuid } from "@/domain/uuid";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { db, type Tx, transaction } from "../platform/db";

export type TagsResult =
  /** `changed`: what was added or removed, for taking it back. */
  { kind: "saved"; changed: string[] } | { kind: TagFault | "unknown" };

/** Adds what a person typed, tags between commas, to a customer's tags; those that are there stay. */
export async function addTags(id: string, typed: string): Promise<TagsResult> {
  const admin = await requireAdmin("customers.write");
  const added = readTags(typed);
  if (typeof added === "string") return { kind: added };
  return transaction((tx) =>
    saveTags(tx, id, admin, (tags) => {
      const all = withTags(tags, added);
      return typeof all === "string" ? all : { all, changed: added.filter((tag) => !tags.includes(tag)) };
    }),
  );
}

/** Removes tags from a customer. */
export async function removeTags(id: string, typed: string): Promise<TagsResult> {
  const admin = await requireAdmin("customers.write");
  const removed = typed.split(",").map(foldTag);
  return transaction((tx) =>
    saveTags(tx, id, admin, (tags) => ({
      all: tags.filter((tag) => !removed.includes(tag)),
      changed: tags.filter((tag) => removed.includes(tag)),
    })),
  );
}

type Change = (tags: string[]) => { all: string[]; changed: string[] } | TagFault;

async function saveTags(
  tx: Tx,
  id: string,
  admin: Parameters<typeof audit>[1]["by"],
  change: Change,
): Promise<TagsResult> {
  if (!isUuid(id)) return { kind: "unknown" };
  // By hand, for the lock: what two people add at once is added by both.
  const [customer] = await tx.$queryRaw<{ tags: string[] }[]>`
    SELECT tags FROM customers WHERE id = ${id}::uuid FOR UPDATE`;
  if (!customer) return { kind: "unknown" };
  const result = change(customer.tags);
  if (typeof result === "string") return { kind: result };
  if (result.changed.length > 0) {
    await tx.customer.update({ where: { id }, data: { tags: result.all }, select: { id: true } });
    await audit(tx, { by: admin, action: "customer_tagged", object: `customer:${id}` });
  }
  return { kind: "saved", changed: result.changed };
}

/** So many tags are offered. */
const MAX_LISTED = 200;

/** The tags that customers have, in order. */
export async function listTags(): Promise<string[]> {
  await requireAdmin("customers.read");
  // By hand: of the texts within an array.
  const rows = await db().$queryRaw<{ tag: string }[]>`
    SELECT DISTINCT tag FROM customers c, unnest(c.tags) AS tag WHERE c.tags <> '{}' ORDER BY tag LIMIT ${MAX_LISTED}`;
  return rows.map(({ tag }) => tag);
}
