import { continueImports } from "../../../server/catalog/import/runs/run-imports.ts";
import { paidOrder } from "../../support/key-fixture.ts";
import type { TestShop } from "../../support/test-shop.ts";
import { type Flow, goOn } from "./flow.ts";

const PRODUCTS = 12;
let files = 0;

/** A file that was checked, and that an admin has begun to import with the rule that adds stock: twice would show. */
async function begun(testShop: TestShop): Promise<{ id: string; prefix: string }> {
  files += 1;
  const prefix = `import-${files}-`;
  const lines = Array.from(
    { length: PRODUCTS },
    (_, at) => `${prefix}${at},Product ${at},S-${files}-${at},10.00,5`,
  );
  const text = `Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\n${lines.join("\n")}\n`;
  const [made] = await testShop.sql<{ id: string }>(
    `INSERT INTO catalog_imports (file_name, bytes, state, stock_rule) VALUES ('file.csv', $1, 'checking', 'add') RETURNING id`,
    [text.length],
  );
  const id = made?.id ?? "";
  await testShop.sql("INSERT INTO catalog_import_chunks (import_id, position, bytes) VALUES ($1, 0, $2)", [
    id,
    Buffer.from(text),
  ]);
  await continueImports();
  await testShop.sql("UPDATE catalog_imports SET state = 'importing', began_at = now() WHERE id = $1", [id]);
  return { id, prefix };
}

/** Another process goes on when the claim is over, and the products are what they must be, each with its units once. */
async function goOnWith(
  testShop: TestShop,
  { id, prefix }: { id: string; prefix: string },
  expected: object,
) {
  await testShop.sql("UPDATE catalog_imports SET claimed_until = now() - interval '1 second' WHERE id = $1", [
    id,
  ]);
  await continueImports();
  const [found] = await testShop.sql<object>(
    `SELECT i.state, (SELECT count(*)::int FROM products WHERE handle LIKE $2) AS products,
            (SELECT coalesce(sum(v.on_hand), 0)::int FROM variants v JOIN products p ON p.id = v.product_id
              WHERE p.handle LIKE $2) AS units,
            (SELECT count(*)::int FROM catalog_import_rows WHERE import_id = i.id AND outcome = 'created') AS created,
            (SELECT count(*)::int FROM catalog_import_rows WHERE import_id = i.id AND undo = 'removed') AS removed
       FROM catalog_imports i WHERE i.id = $1`,
    [id, `${prefix}%`],
  );
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`the import is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  // The shop sells on.
  const order = await paidOrder(testShop);
  await goOn(testShop);
  return order;
}

const importing: Flow = async (testShop) => {
  const file = await begun(testShop);
  const done = { state: "done", products: PRODUCTS, units: 5 * PRODUCTS, created: PRODUCTS, removed: 0 };
  return { task: { kind: "import" }, recover: () => goOnWith(testShop, file, done), ends: "paid" };
};

const undoing: Flow = async (testShop) => {
  const file = await begun(testShop);
  await continueImports();
  await testShop.sql("UPDATE catalog_imports SET state = 'undoing' WHERE id = $1", [file.id]);
  const undone = { state: "undone", products: 0, units: 0, created: PRODUCTS, removed: PRODUCTS };
  return { task: { kind: "import" }, recover: () => goOnWith(testShop, file, undone), ends: "paid" };
};

export const importFlows: Record<string, Flow> = { "import:saved": importing, "import:undone": undoing };
