import "server-only";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { type Confirmation, changeCatalog } from "../../page-cache/change-catalog";
import { sqlState, type Tx } from "../../platform/db";
import type { StockRule } from "../write/merge-product";
import { type ProductChange, ProductRefused } from "../write/product-draft";
import { type SavedResult, type SaveOptions, saveProduct } from "../write/save-product";
import { ProductConflict, type SavedBy } from "../write/save-version";

export type ProductEdit = {
  change: ProductChange;
  /** The version that the admin saw; left out, what others saved since is written over. */
  expectedVersion?: number | undefined;
  /** It is to be a new product: one that has the handle or the address already is refused. */
  isNew?: boolean | undefined;
};

export type EditOptions = {
  cause: Exclude<SavedBy["cause"], "import" | "schedule">;
  /** Everything is tried and nothing kept: for saying beforehand what a save changes. */
  isRehearsal?: boolean;
  /** "keep" when nothing is said: stock of known variants changes through its ledger. */
  stock?: StockRule;
};

export type EditResult =
  | ({ kind: "saved" } & SavedResult)
  | { kind: "refused"; reasons: string[] }
  /** `version`: the one that is stored now; `listVersions` says who made it and what changed. */
  | { kind: "conflict"; productId: string; version: number };

export type EditAnswer = { results: EditResult[]; pages: Confirmation };

/**
 * The admin's door to products: saves each in a transaction of its own with its version and audit entry, and returns when
 * every web process has forgotten the old pages. One that is refused, or that another admin saved in the meantime,
 * leaves the others alone.
 * @returns the results in the order of the edits
 * @throws NotSignedInError, NotAllowedError
 */
export async function editProducts(edits: ProductEdit[], options: EditOptions): Promise<EditAnswer> {
  const admin = await requireAdmin("catalog.write");
  const { cause, isRehearsal = false, stock = "keep" } = options;
  const onSaved = (tx: Tx, { productId, outcome, version }: SavedResult) =>
    audit(tx, {
      ...{ by: admin, action: "product_saved", object: `product:${productId}` },
      after: { cause, outcome, version },
    });
  const { result: results, pages } = await changeCatalog(async (change) => {
    const done: EditResult[] = [];
    for (const { change: wanted, expectedVersion, isNew } of edits) {
      const how: SaveOptions = {
        ...{ by: { cause, admin }, expectedVersion, isNew, isRehearsal, stock, onSaved },
        cause: { reason: stock === "keep" ? "opening" : "correction", by: admin.name },
      };
      done.push(await answerOf(saveProduct(change, wanted, how)));
    }
    return done;
  });
  return { results, pages };
}

/** One product; see `editProducts`. */
export async function editProduct(edit: ProductEdit, options: EditOptions): Promise<EditResult> {
  const { results } = await editProducts([edit], options);
  return results[0] ?? { kind: "refused", reasons: [] };
}

async function answerOf(saving: Promise<SavedResult>): Promise<EditResult> {
  try {
    return { kind: "saved", ...(await saving) };
  } catch (error) {
    if (error instanceof ProductRefused) return { kind: "refused", reasons: error.reasons };
    if (error instanceof ProductConflict)
      return { kind: "conflict", productId: error.productId, version: error.version };
    // Two products took one address at the same moment.
    if (sqlState(error) === "23505") return { kind: "refused", reasons: [ADDRESS_TAKEN] };
    throw error;
  }
}

const ADDRESS_TAKEN = "Another product took the address in the meantime. Choose another.";
