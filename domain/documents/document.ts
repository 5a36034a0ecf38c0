import { z } from "zod";
import { sellerSchema } from "../settings/seller.ts";
import { TAX_REASONS } from "../tax/classes.ts";

export const DOCUMENT_KINDS = ["invoice", "credit_note"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Minor units, as JSON keeps them. */
const minor = z.string().regex(/^-?\d{1,18}$/);
const text = z.string();
const time = z.iso.datetime();

const sums = { netMinor: minor, taxMinor: minor, grossMinor: minor };
const rate = { country: text, region: text, rateBp: z.number().int(), reason: z.enum(TAX_REASONS) };

/** `amount`: an amount of the invoice without goods. */
const lineSchema = z.object({
  kind: z.enum(["goods", "shipping", "amount"]),
  title: text,
  sku: text,
  quantity: z.number().int(),
  /** What discounts took off it, as part of the amounts. */
  discountMinor: minor,
  ...sums,
  /** Null: VAT is not reckoned. */
  rateBp: z.number().int().nullable(),
});

/** All that a document says, in facts: the words are those of its locale. It is stored once and printed from this alone. */
export const documentSchema = z.object({
  layout: z.literal(1),
  kind: z.enum(DOCUMENT_KINDS),
  number: text,
  issuedAt: time,
  locale: text,
  timeZone: text,
  currency: text,
  seller: z.object({ shopName: text, ...sellerSchema.shape }),
  buyer: z.object({ name: text, company: text, vatId: text, lines: z.array(text), country: text }),
  order: z.object({ number: z.number().int(), placedAt: time }),
  /** The day of the payment: Directive 2006/112/EC Art. 226(7). */
  paidAt: time,
  /** The last day on which goods were sent until then; null: they are sent after it. */
  deliveredAt: time.nullable(),
  lines: z.array(lineSchema),
  /** By rate; empty: VAT is not reckoned. */
  taxes: z.array(z.object({ ...rate, ...sums })),
  totals: z.object(sums),
  /** The tax in the currency of the seller's country, and the rate that was taken. */
  homeTax: z.object({ currency: text, rate: text, taxMinor: minor }).nullable(),
  /** What a small business must say. */
  exemption: text,
  footer: text,
  /** Of a credit note: the invoice, and why. */
  credits: z
    .object({ number: text, issuedAt: time, cause: z.enum(["refund", "return", "correction"]) })
    .nullable(),
  /** Of an invoice: the one that it corrects. */
  replaces: z.object({ number: text, issuedAt: time }).nullable(),
});
export type DocumentData = z.output<typeof documentSchema>;
export type DocumentLine = DocumentData["lines"][number];
export type DocumentTax = DocumentData["taxes"][number];

/** A document whose number is not taken yet. */
export type DraftData = Omit<DocumentData, "number" | "issuedAt">;

export type Sums = { netMinor: bigint; taxMinor: bigint };
/** As they are stored. */
export const storedSums = ({ netMinor, taxMinor }: Sums) => ({
  ...{ netMinor: String(netMinor), taxMinor: String(taxMinor) },
  grossMinor: String(netMinor + taxMinor),
});

export const addSums = (all: readonly Sums[]): Sums =>
  all.reduce(
    (sum, one) => ({ netMinor: sum.netMinor + one.netMinor, taxMinor: sum.taxMinor + one.taxMinor }),
    { netMinor: 0n, taxMinor: 0n },
  );
