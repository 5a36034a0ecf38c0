import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Has axe look at the page, with all its rules in the light scheme and for its contrast in the dark one. */
export async function expectNoViolations(page: Page, what: string) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Frames are left out, so the mode that needs no second page to add up what each frame found.
    const axe = new AxeBuilder({ page }).exclude("iframe").setLegacyMode();
    // What is no colour is the same in both.
    if (colorScheme === "dark") axe.withRules(["color-contrast"]);
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
    );
    expect(found, `${what} (${colorScheme})`).toEqual([]);
  }
}
