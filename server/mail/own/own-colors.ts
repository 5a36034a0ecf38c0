import "server-only";
import { darkAccent } from "@/domain/settings/accent";
import { shopLook } from "../../platform/settings/settings";

// As app/globals.css has them.
const GREEN = { light: "#1d4a38", dark: "#a9cdb5", onDark: "#14241c" };

/** The colour of links and buttons in mails, on light and dark paper. */
export function ownColors(): { light: string; dark: string; onDark: string } {
  const { accent } = shopLook();
  return accent === null ? GREEN : { light: accent, dark: darkAccent(accent), onDark: "#1c1a16" };
}
