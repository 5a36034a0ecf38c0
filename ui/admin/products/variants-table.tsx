import { stockStateOf, type VariantRow } from "@/domain/catalog/views";
import { formatMoney } from "@/domain/money";
import { Table, Td, Th } from "../../kit/table/table";
import { StockWords } from "./stock-messages";

export function VariantsTable({ rows, locale }: { rows: VariantRow[]; locale: string }) {
  return (
    <Table isDense label="Variants of the product">
      <thead>
        <tr>
          <Th>Variant</Th>
          <Th>SKU</Th>
          <Th>Stock</Th>
          <Th isNumeric>On hand</Th>
          <Th isNumeric>Reserved</Th>
          <Th isNumeric>Available</Th>
          <Th isNumeric>Price</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Td className="w-full min-w-28">{row.title || "Only variant"}</Td>
            <Td className="whitespace-nowrap text-ink-soft">{row.sku ?? "–"}</Td>
            <Td>
              <StockWords state={stockStateOf(row.available)} />
            </Td>
            <Td isNumeric>{row.onHand}</Td>
            <Td isNumeric>{row.reserved}</Td>
            <Td isNumeric>{row.available}</Td>
            <Td isNumeric>{formatMoney(row.price, locale)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
