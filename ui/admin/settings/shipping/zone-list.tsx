import Link from "next/link";
import { useTranslations } from "next-intl";
import { placeText } from "@/domain/shipping/places";
import type { Zone, ZoneRate } from "@/domain/shipping/zones";
import { LinkButton } from "../../../kit/form/link-button";
import { amountText, type ShippingFormat } from "./shipping-format";

type ZoneListProps = { zones: Zone[]; format: ShippingFormat };

/** Every zone with where it is and what sending there costs; each leads to its page. */
export function ZoneList({ zones, format }: ZoneListProps) {
  const t = useTranslations();
  return (
    <>
      <ul className="border-t border-line">
        {zones.map((zone) => (
          <li key={zone.id} className="relative border-b border-line py-3 hover:bg-paper-sunk">
            <Link
              href={`/admin/settings/shipping/zones/${encodeURIComponent(zone.id)}`}
              prefetch={false}
              translate="no"
              className="font-medium after:absolute after:inset-0 hover:underline"
            >
              {zone.name}
            </Link>
            <p className="wrap-anywhere text-ink-soft">
              <Places zone={zone} />
            </p>
            <ul className="mt-1">
              {zone.rates.map((rate) => (
                <li key={rate.id} className="wrap-anywhere">
                  <RateLine rate={rate} format={format} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <LinkButton
        href="/admin/settings/shipping/zones/new"
        prefetch={false}
        tone="plain"
        size="small"
        className="mt-3"
      >
        {t("admin.shipping.addZone")}
      </LinkButton>
    </>
  );
}

const MAX_NAMED = 12;

function Places({ zone: { places, isElsewhere } }: { zone: Zone }) {
  const t = useTranslations();
  return t("admin.shipping.placesOf", {
    places: places.slice(0, MAX_NAMED).map(placeText).join(", "),
    more: Math.max(0, places.length - MAX_NAMED),
    isElsewhere: String(isElsewhere),
    isNamed: String(places.length > 0),
  });
}

function RateLine({ rate, format }: { rate: ZoneRate; format: ShippingFormat }) {
  const t = useTranslations();
  const amounts = rate.steps
    .map(({ amountMinor }) => amountMinor)
    .toSorted((one, other) => Number(one - other));
  const [least = 0n, most = least] = [amounts[0], amounts.at(-1)];
  const [from, to] = rate.days;
  return t("admin.shipping.rateLine", {
    ...{ name: rate.name, from, to },
    price:
      least === most
        ? amountText(least, format)
        : t("admin.shipping.priceRange", {
            least: amountText(least, format),
            most: amountText(most, format),
          }),
    isFree: String(rate.freeOverMinor !== null),
    free: rate.freeOverMinor === null ? "" : amountText(rate.freeOverMinor, format),
    isOff: String(rate.isOff),
  });
}
