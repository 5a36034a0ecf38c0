import { useTranslations } from "next-intl";
import type { ZoneFinding } from "@/domain/shipping/check-zones";
import { Notice } from "../../../kit/notice";
import { amountText, gramsText, type ShippingFormat } from "./shipping-format";

type ZoneFindingsProps = { findings: ZoneFinding[]; format: ShippingFormat };

/** Where zones overlap, and where nothing can be sent to although some of it can. */
export function ZoneFindings({ findings, format }: ZoneFindingsProps) {
  const t = useTranslations();
  if (findings.length === 0) return null;
  const names = new Intl.DisplayNames(format.locale, { type: "region" });
  const sentenceOf = (finding: ZoneFinding): string => {
    switch (finding.kind) {
      case "overlap":
        return t("admin.shipping.finding.overlap", {
          ...{ place: finding.places[0], zone: finding.zones[0] },
          ...{ otherPlace: finding.places[1], otherZone: finding.zones[1] },
        });
      case "gap":
        return t("admin.shipping.finding.gap", { country: names.of(finding.country) ?? finding.country });
      case "heavy":
        return t("admin.shipping.finding.heavy", {
          ...{ zone: finding.zone, limit: gramsText(finding.upTo, format) },
        });
      case "dear":
        return t("admin.shipping.finding.dear", {
          ...{ zone: finding.zone, limit: amountText(finding.upTo, format) },
        });
      default:
        return t(`admin.shipping.finding.${finding.kind}`, { zone: finding.zone });
    }
  };
  return (
    <Notice tone="wait" title={t("admin.shipping.finding.title")} role="status">
      <ul className="grid gap-1">
        {findings.map(sentenceOf).map((sentence) => (
          <li key={sentence} className="wrap-anywhere">
            {sentence}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
