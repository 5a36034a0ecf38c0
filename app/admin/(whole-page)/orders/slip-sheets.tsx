import { useFormatter } from "next-intl";
import type { Paper, SlipView } from "@/domain/fulfillment/paper";
import { settings } from "@/server/platform/settings/settings";
import { PackingSlip } from "@/ui/admin/paper/packing-slip";

/** A slip for each order, each on paper of its own. */
export function SlipSheets({ slips, paper }: { slips: SlipView[]; paper: Paper }) {
  const format = useFormatter();
  return slips.map((slip) => (
    <PackingSlip
      key={slip.id}
      slip={slip}
      shopName={settings("shop").name}
      paper={paper}
      placed={format.dateTime(slip.placedAt, { dateStyle: "long" })}
    />
  ));
}
