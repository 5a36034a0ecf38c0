import Link from "next/link";
import type { ProductRow } from "@/domain/catalog/views";
import { formatMoney } from "@/domain/money";
import { Badge } from "../../kit/badge";
import { Table, Td, Th } from "../../kit/table/table";
import { Thumb } from "../../kit/table/thumb";
import { StockWords } from "./stock-messages";

/** Every product with what is left of it. */
export function StockTable({ rows, locale }: { rows: ProductRow[]; locale: string }) {
  return (
    <Table isDense label="Products">
      <thead>
        <tr>
          <Th className="md:ps-2">Product</Th>
          <Th className="max-sm:hidden">Stock</Th>
          <Th isNumeric className="max-md:hidden">
            On hand
          </Th>
          <Th isNumeric className="max-md:hidden">
            Reserved
          </Th>
          <Th isNumeric>Available</Th>
          <Th isNumeric className="max-sm:hidden md:pe-2!">
            Price
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="transition-colors focus-within:bg-accent-wash hover:bg-paper-sunk">
            <Td className="w-full align-middle! md:ps-2">
              <span className="flex items-center gap-3">
                <Thumb picture={row.picture} />
                <span className="min-w-0">
                  <Link
                    href={`/admin/products/${row.slug}`}
                    prefetch={false}
                    data-row
                    className="font-medium break-words text-accent-ink hover:underline"
                  >
                    {row.title}
                  </Link>{" "}
                  {row.status === "active" ? null : <Badge className="capitalize">{row.status}</Badge>}
                  <span className="block text-xs text-ink-soft">
                    {row.variantCount === 1 ? "1 variant" : `${row.variantCount} variants`}
                    <span className="figures sm:hidden"> · {priceRange(row, locale)}</span>
                  </span>
                  <span className="sm:hidden">
                    <StockWords state={row.stockState} />
                  </span>
                </span>
              </span>
            </Td>
            <Td className="align-middle! max-sm:hidden">
              <StockWords state={row.stockState} />
            </Td>
            <Td isNumeric className="align-middle! max-md:hidden">
              {row.onHand}
            </Td>
            <Td isNumeric className="align-middle! max-md:hidden">
              {row.reserved}
            </Td>
            <Td isNumeric className="align-middle!">
              {row.available}
            </Td>
            <Td isNumeric className="align-middle! max-sm:hidden md:pe-2!">
              {priceRange(row, locale)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function priceRange({ lowestPrice: low, highestPrice: high }: ProductRow, locale: string): string {
  if (!low || !high) return "–";
  if (low.amountMinor === high.amountMinor) return formatMoney(low, locale);
  return `${formatMoney(low, locale)} – ${formatMoney(high, locale)}`;
}
