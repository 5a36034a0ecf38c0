import "server-only";
import type { FactKind } from "@/domain/reports/facts";
import { addDays, type Preset, presetRange } from "@/domain/reports/range";
import { totalsOf } from "@/domain/reports/views";
import { PERIODS, type Period, type Takings, type TakingsView } from "@/domain/today/views";
import { requireAdmin } from "../accounts/session";
import { env } from "../platform/env";
import { findLastCheck } from "../reconciliation/get-reconciliation";
import { readStepRows, readSums, shopNow } from "../reports/read-facts";

const DAYS = 30;
const RANGES: Record<Period, Preset> = { day: "today", week: "week", month: "month" };
const KINDS: FactKind[] = ["sale", "refund", "dispute"];

/**
 * What today, this week and this month brought, each against the one before as far as this one has come: the figures
 * of the report that each leads to.
 */
export async function getFigures(): Promise<TakingsView> {
  await requireAdmin("orders.money");
  const { today, time } = shopNow();
  const [periods, days, checked] = await Promise.all([
    Promise.all(
      PERIODS.map(async (period) => {
        const range = presetRange(RANGES[period], today);
        const [now, before] = await Promise.all([
          readSums({ ...range, kinds: KINDS }),
          readSums({ ...range.before, kinds: KINDS, until: time }),
        ]);
        return { period, now: takingsOf(now), before: takingsOf(before) };
      }),
    ),
    readStepRows({ from: addDays(today, 1 - DAYS), to: today }, "day"),
    findLastCheck(),
  ]);
  return { periods, days, checked };
}

function takingsOf(sums: Parameters<typeof totalsOf>[0]): Takings {
  const { orders, gross, refunded, net } = totalsOf(sums, env().SHOP_CURRENCY);
  return { orders, gross, refunded, net };
}
