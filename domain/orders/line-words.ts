type NamedLine = { productTitle: string; variantTitle: string; sku: string | null };

/** What a line is called in a sentence or a table: the product, and the variant where it has a name of its own. */
export const lineTitle = ({
  productTitle,
  variantTitle,
}: Pick<NamedLine, "productTitle" | "variantTitle">): string =>
  [productTitle, variantTitle].filter(Boolean).join(", ");

/** What an order's lines are called, each name once: what the admin's search finds the order by. */
export function lineWords(lines: readonly NamedLine[]): string {
  const names = lines.map(({ productTitle, variantTitle, sku }) =>
    [productTitle, variantTitle, sku].filter(Boolean).join(" "),
  );
  return [...new Set(names)].join(" ");
}
