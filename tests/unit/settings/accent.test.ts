import { describe, expect, it } from "vitest";
import { accentStyles, checkAccent, MIN_CONTRAST } from "../../../domain/settings/accent.ts";
import { contrast } from "../../../domain/settings/color.ts";

const LIGHT = ["#fdfbf7", "#f7f3ec", "#efe9de"];
const DARK = ["#1c1a16", "#24211c", "#2a2721"];

describe("an accent colour", () => {
  it.each(["#1d4a38", "#7a1f3d", "#1f3b7a", "#000000"])(
    "%s is taken, and can be read on dark paper too",
    (hex) => {
      const check = checkAccent(hex);
      if (!check.isFit) throw new Error("refused");
      for (const paper of LIGHT) expect(contrast(hex, paper)).toBeGreaterThanOrEqual(MIN_CONTRAST);
      for (const paper of DARK) expect(contrast(check.dark, paper)).toBeGreaterThanOrEqual(MIN_CONTRAST);
    },
  );

  it.each(["#ff6600", "#ffff00", "#808080", "#ffffff", "#00aa88"])(
    "%s is refused, and the nearest that is offered is taken",
    (hex) => {
      const check = checkAccent(hex);
      if (check.isFit) throw new Error("taken");
      expect(check.contrast).toBeLessThan(MIN_CONTRAST);
      expect(checkAccent(check.nearest).isFit).toBe(true);
    },
  );

  it("has a style sheet whose words and papers can be told apart in both schemes", () => {
    for (const hex of ["#7a1f3d", "#ffff00", "#000000"]) {
      const schemes = accentStyles(hex).split("@media (prefers-color-scheme: dark)");
      for (const scheme of schemes) {
        const color = (name: string) => new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(scheme)?.[1] ?? "";
        for (const [ink, paper] of [
          ["on-accent", "accent"],
          ["on-accent", "accent-strong"],
          ["accent-ink", "accent-wash"],
          ["on-footer", "footer"],
          ["on-footer-soft", "footer"],
        ] as const)
          expect(contrast(color(ink), color(paper)), `${ink} on ${paper} of ${hex}`).toBeGreaterThanOrEqual(
            4.5,
          );
      }
    }
  });
});
