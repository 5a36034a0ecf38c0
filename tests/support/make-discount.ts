import { randomUUID } from "node:crypto";
import type { TestShop } from "./test-shop.ts";

export type MadeDiscount = Partial<{
  code: string | null;
  method: string;
  kind: string;
  value: number;
  batch_of: string;
  min_sum_minor: number;
  countries: string[];
  is_first_order: boolean;
  starts_at: Date;
  ends_at: Date;
  usage_limit: number;
  per_mail_limit: number;
  combines: boolean;
  priority: number;
  used: number;
  reserved: number;
}>;

/** A code of its own, unless said otherwise. */
export const someCode = (): string => `C${randomUUID().slice(0, 12).toUpperCase()}`;

/** A discount of ten percent with a code, but for what is said. @returns its id */
export async function makeDiscount(
  testShop: Pick<TestShop, "sql">,
  changes: MadeDiscount = {},
): Promise<string> {
  const made = {
    ...{ code: someCode() as string | null, method: "code", kind: "percent", value: 1_000 },
    ...{ name: "Ten off", currency: "eur" },
    ...changes,
  };
  const columns = Object.keys(made);
  const [row] = await testShop.sql<{ id: string }>(
    `INSERT INTO discounts (${columns.join(", ")})
     VALUES (${columns.map((_, index) => `$${index + 1}`).join(", ")}) RETURNING id`,
    Object.values(made),
  );
  return row?.id ?? "";
}
