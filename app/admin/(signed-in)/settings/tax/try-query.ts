import { isTaxClass } from "@/domain/tax/classes";
import type { TriedInput } from "@/server/tax/get-tax";
import type { TriedValues } from "@/ui/admin/settings/tax/try-tax";

const MAX_LENGTH = 30;

/** What the page's address says of a cart to try; `input` is null where it says none. */
export function readTryQuery(query: Record<string, string | string[] | undefined>): {
  values: TriedValues;
  input: TriedInput | null;
} {
  const of = (name: string): string => {
    const value = query[name];
    return (Array.isArray(value) ? (value[0] ?? "") : (value ?? "")).trim().slice(0, MAX_LENGTH);
  };
  const taxClass = of("taxClass");
  const values = {
    ...{ amount: of("amount"), shipping: of("shipping"), postalCode: of("postalCode"), vatId: of("vatId") },
    country: of("country").toUpperCase(),
    taxClass: isTaxClass(taxClass) ? taxClass : ("standard" as const),
  };
  return { values, input: values.amount === "" ? null : values };
}
