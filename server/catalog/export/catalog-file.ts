import "server-only";
import type { CatalogFile } from "@/domain/exports/catalog-export";
import { type Cell, reversibleText } from "@/domain/exports/csv";
import { db } from "../../platform/db";
import type { CsvFile } from "../../platform/requests/answer-csv";
import {
  PRODUCT,
  PRODUCT_HEADER,
  type ProductToExport,
  productRows,
  STOCK_HEADER,
  stockRows,
} from "./product-rows";

/** So many products are read at a time, and so many are in memory. */
const PAGE = 200;

/** The file itself; `exportCatalog` guards it. */
export function catalogFile(file: CatalogFile): CsvFile {
  switch (file) {
    case "products":
      return { name: file, header: PRODUCT_HEADER, batches: rowsOf(productRows) };
    case "stock":
      return { name: file, header: STOCK_HEADER, batches: rowsOf(stockRows) };
    case "collections":
      return { name: file, header: COLLECTION_HEADER, batches: collectionRows() };
  }
}

/** The newest first, as the shop shows them: imported into an empty shop, they keep their order. */
async function* rowsOf(toRows: (product: ProductToExport) => Cell[][]): AsyncGenerator<Cell[][]> {
  const ids = await db().product.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  for (let at = 0; at < ids.length; at += PAGE) {
    const page = ids.slice(at, at + PAGE).map(({ id }) => id);
    const found = await db().product.findMany({
      where: { id: { in: page } },
      select: { id: true, ...PRODUCT },
    });
    const byId = new Map(found.map((product) => [product.id, product]));
    yield page.flatMap((id) => {
      const product = byId.get(id);
      return product ? toRows(product) : [];
    });
  }
}

const COLLECTION_HEADER = ["Handle", "Title", "Description", "Position", "Products"];

async function* collectionRows(): AsyncGenerator<Cell[][]> {
  const collections = await db().collection.findMany({
    orderBy: [{ position: "asc" }, { title: "asc" }],
    select: {
      ...{ slug: true, title: true, description: true, position: true },
      _count: { select: { products: true } },
    },
  });
  yield collections.map(({ slug, title, description, position, _count }) => [
    slug,
    reversibleText(title),
    reversibleText(description),
    position,
    _count.products,
  ]);
}
