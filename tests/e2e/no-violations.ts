import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const LOOKS = [
  { colorScheme: "light", forcedColors: "none" },
  { colorScheme: "dark", forcedColors: "none" },
  { colorScheme: "light", forcedColors: "active" },
  { colorScheme: "dark", forcedColors: "active" },
] as const;

/** Has axe look at the page in both schemes, with the shop's colours and with those of the system (D14). */
export async function expectNoViolations(page: Page, what: string) {
  for (const look of LOOKS) {
    await page.emulateMedia({ ...look, reducedMotion: "reduce" });
    // Frames are left out, so the mode that needs no second page to add up what each frame found.
    const axe = new AxeBuilder({ page }).exclude("iframe").setLegacyMode();
    // The system's colours are chosen by the person; axe compares them with ours, which are not painted then.
    if (look.forcedColors === "active") axe.disableRules("color-contrast");
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
    );
    expect(found, `${what} (${look.colorScheme}, forced colours: ${look.forcedColors})`).toEqual([]);
  }
}
