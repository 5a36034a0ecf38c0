import { useTranslations } from "next-intl";
import type { Paper, PickRow } from "@/domain/fulfillment/paper";
import { Thumb } from "../../kit/table/thumb";
import { Sheet } from "./paper-page";

type PickSheetProps = { rows: PickRow[]; orders: number; paper: Paper; printed: string };

/** One walk along the shelves for many orders, with a square for a pen. */
export function PickSheet({ rows, orders, paper, printed }: PickSheetProps) {
  const t = useTranslations();
  const units = rows.reduce((sum, row) => sum + row.units, 0);
  return (
    <Sheet paper={paper}>
      <header className="flex flex-wrap items-baseline justify-between gap-x-[4mm]">
        <p className="font-heading text-[1.5em] font-semibold">{t("admin.paper.pick.title")}</p>
        <p className="text-[0.9em]">{t("admin.paper.pick.summary", { units, orders, time: printed })}</p>
      </header>
      <table className="mt-[4mm] w-full border-collapse">
        <thead>
          <tr className="border-b border-black align-baseline">
            <th scope="col">
              <span className="sr-only">{t("admin.paper.pick.done")}</span>
            </th>
            <th scope="col" className="py-[1mm] pe-[2mm] text-end font-medium">
              {t("admin.paper.units")}
            </th>
            <th scope="col" className="py-[1mm] pe-[2mm] text-start font-medium" colSpan={2}>
              {t("admin.paper.pick.item")}
            </th>
            <th scope="col" className="py-[1mm] text-end font-medium">
              {t("admin.paper.pick.orders")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={`${row.variantId}${row.sku}${row.productTitle}${row.variantTitle}`}
              className="break-inside-avoid border-b border-[#ccc] align-middle"
            >
              <td className="py-[1.5mm] pe-[2mm]">
                <span className="block size-[5mm] border border-black" />
              </td>
              <td className="figures py-[1.5mm] pe-[2mm] text-end text-[1.25em] font-semibold">
                {row.units}
              </td>
              <td className="py-[1.5mm] pe-[2mm]">
                <Thumb base={row.imageBase} />
              </td>
              <td className="w-[60%] py-[1.5mm] pe-[2mm] wrap-anywhere">
                {row.sku ? <span className="block font-semibold">{row.sku}</span> : null}
                <span className="block">{row.productTitle}</span>
                {row.variantTitle ? <span className="block">{row.variantTitle}</span> : null}
              </td>
              <td className="figures min-w-[19mm] py-[1.5mm] text-end text-[0.9em]">
                {row.orders.map((order) => (
                  <span key={order.number} className="ms-[2mm] inline-block whitespace-nowrap">
                    {t("admin.paper.pick.order", order)}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}
