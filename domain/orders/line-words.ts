type NamedLine = { productTitle: string; variantTitle: string; sku: string | null };

/** What an order's lines are called, each name once: what the admin's search finds the order by. */
export function lineWords(lines: readonly NamedLine[]): string {
  const names = lines.map(({ productTitle, variantTitle, sku }) =>
    [productTitle, variantTitle, sku].filter(Boolean).join(" "),
  );
  return [...new Set(names)].join(" ");
}
