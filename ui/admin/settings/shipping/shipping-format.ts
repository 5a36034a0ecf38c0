import { formatCalendarDays } from "@/domain/format-time";
import { formatMoney, money } from "@/domain/money";
import type { Arrival } from "@/domain/shipping/arrival";
import { type WeightUnit, weightText } from "@/domain/shipping/steps-text";

/** How the pages of shipping write amounts and weights. */
export type ShippingFormat = { currency: string; locale: string; unit: WeightUnit };

export const amountText = (amountMinor: bigint, { currency, locale }: ShippingFormat): string =>
  formatMoney(money(amountMinor, currency), locale);

export const gramsText = (grams: bigint, { unit }: ShippingFormat): string =>
  `${weightText(grams, unit)} ${unit}`;

export const arrivalText = ({ from, to }: Arrival, { locale }: ShippingFormat): string =>
  formatCalendarDays(from, to, locale);
