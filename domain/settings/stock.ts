import { z } from "zod";
import { MAX_UNITS } from "../stock/movements.ts";

/** Until the merchant says another number. */
export const LOW_AT = 3;

/** So many units or fewer of a variant are low, where it has no number of its own; 0: only sold out is told. */
export const stockSchema = z.object({ lowAt: z.number().int().min(0).max(MAX_UNITS) });
