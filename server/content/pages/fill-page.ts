import "server-only";
import { asMarkdown, fillBlocks } from "@/domain/content/blocks";
import { missingOfSeller } from "@/domain/settings/seller";
import { translator } from "@/messages/messages";
import { responsiblePersonLines, sellerAddress, sellerNumbers } from "@/messages/seller-lines";
import { shopLocale } from "../../platform/env";
import { getSeller } from "../../platform/settings/seller";
import { countriesShippedTo } from "../../settings/shipping-shop";

/** A page's Markdown with what the shop writes into it: always what holds now, also in an earlier version. */
export const fillPage = (body: string): string => fillBlocks(body, { seller: sellerBlock });

/** What is missing of the seller is a place that must be filled in, like those of a page. */
function sellerBlock(): string {
  const seller = getSeller();
  const locale = shopLocale();
  const t = translator(locale);
  const { contact, numbers } = sellerNumbers(seller, locale);
  const responsible = responsiblePersonLines(seller);
  const paragraphs = [
    sellerAddress(seller, locale),
    contact,
    numbers,
    ...(responsible.length > 0 ? [[t("site.seller.responsiblePerson"), ...responsible]] : []),
  ].map((lines) => lines.map(asMarkdown).join("\\\n"));
  const places = missingOfSeller(seller, countriesShippedTo()).map(
    (field) => `[[${t("site.seller.missing", { field: t(`admin.settings.field.${field}`) })}]]`,
  );
  return [...paragraphs, places.join("\\\n")].filter((paragraph) => paragraph !== "").join("\n\n");
}
