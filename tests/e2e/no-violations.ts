import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const SCHEMES = ["light", "dark"] as const;

/** Has axe look at the page in both schemes. */
export async function expectNoViolations(page: Page, what: string) {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Frames are left out, so the mode that needs no second page to add up what each frame found.
    const axe = new AxeBuilder({ page }).exclude("iframe").setLegacyMode();
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
    );
    expect(found, `${what} (${colorScheme})`).toEqual([]);
  }
}
