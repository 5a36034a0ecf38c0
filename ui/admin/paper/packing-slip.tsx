import { useTranslations } from "next-intl";
import type { Paper, SlipLine, SlipView } from "@/domain/fulfillment/paper";
import { Keyhole } from "../../shop/frame/keyhole";
import { Barcode } from "./barcode";
import { Sheet } from "./paper-page";

type PackingSlipProps = { slip: SlipView; shopName: string; paper: Paper; placed: string };

/** What lies in the parcel, for who packs it and who opens it: no prices. */
export function PackingSlip({ slip, shopName, paper, placed }: PackingSlipProps) {
  const t = useTranslations();
  const { number, address, shipping, note, lines, barcode, isSent } = slip;
  return (
    <Sheet paper={paper}>
      <header className="flex flex-wrap items-start justify-between gap-[4mm]">
        <p className="flex items-center gap-[2mm] font-heading text-[1.5em] font-semibold">
          <Keyhole className="h-[1.2em]" />
          {shopName}
        </p>
        <div className="text-end">
          <Barcode barcode={barcode} label={t("admin.paper.barcode", { number })} />
          <p className="figures text-center">{number}</p>
        </div>
      </header>
      <div className="mt-[5mm] flex flex-wrap justify-between gap-[4mm]">
        <address className="text-[1.1em] not-italic">
          {address.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one address
            <span key={index} className="block break-words">
              {line}
            </span>
          ))}
        </address>
        <p className="text-[0.9em]">
          <span className="block">{t("admin.paper.placed", { day: placed })}</span>
          {shipping ? <span className="block">{shipping}</span> : null}
        </p>
      </div>
      {note ? (
        <p className="mt-[4mm] border-s-2 border-black ps-[3mm] break-words whitespace-pre-line">
          <span className="block text-[0.9em]">{t("admin.paper.note")}</span>
          {note}
        </p>
      ) : null}
      <table className="mt-[5mm] w-full border-collapse">
        <thead>
          <tr className="border-b border-black text-start align-baseline">
            <th scope="col" className="py-[1mm] pe-[3mm] text-end font-medium">
              {t("admin.paper.units")}
            </th>
            <th scope="col" className="w-full py-[1mm] text-start font-medium">
              {t(isSent ? "admin.paper.sentOf" : "admin.paper.itemsOf", { number })}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line
              key={`${line.variantId}${line.productTitle}${line.variantTitle}`}
              line={line}
              isSent={isSent}
            />
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}

function Line({ line, isSent }: { line: SlipLine; isSent: boolean }) {
  const t = useTranslations();
  const { units, bought, sent, productTitle, variantTitle, sku } = line;
  const hasMore = !isSent && sent > 0;
  return (
    <tr className="break-inside-avoid border-b border-[#ccc] align-baseline">
      <td className="figures py-[1.5mm] pe-[3mm] text-end text-[1.25em] font-semibold">{units}</td>
      <td className="py-[1.5mm] wrap-anywhere">
        <span className="block font-medium">{productTitle}</span>
        {variantTitle ? <span className="block">{variantTitle}</span> : null}
        {sku ? <span className="block text-[0.9em] tabular-nums">{sku}</span> : null}
        {hasMore ? (
          <span className="block text-[0.9em]">{t("admin.paper.sentBefore", { bought, sent })}</span>
        ) : null}
      </td>
    </tr>
  );
}
