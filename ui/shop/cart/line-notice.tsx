import type { QuoteLine } from "@/domain/cart/quote";
import { formatMoney } from "@/domain/money";

/** What has changed since the shopper put it there, in words. */
export function LineNotice({ line, locale }: { line: QuoteLine; locale: string }) {
  const sentences = sentencesOf(line, locale);
  if (sentences.length === 0) return null;
  return <p className="mt-2 text-sm text-signal">{sentences.join(" ")}</p>;
}

function sentencesOf({ notice, formerUnitPrice, unitPrice, quantity }: QuoteLine, locale: string): string[] {
  if (notice === null) return [];
  if (notice === "gone") return ["This is no longer sold. It will not be charged."];
  if (notice === "sold_out") return ["Sold out since you added it. It will not be charged."];
  const left =
    notice === "quantity_reduced" ? [`Only ${quantity} left: the quantity is now ${quantity}.`] : [];
  if (!formerUnitPrice) return left;
  const [former, now] = [formerUnitPrice, unitPrice].map((price) => formatMoney(price, locale));
  return [...left, `The price was ${former} when you added it and is ${now} now.`];
}
