import { contrast, mix, toHex, toOklch } from "./color.ts";

/** WCAG 2.2, 1.4.3: text against what it stands on. */
export const MIN_CONTRAST = 4.5;

// What the accent stands on, as app/globals.css has it.
const LIGHT = { papers: ["#fdfbf7", "#f7f3ec", "#efe9de"], ink: "#211e19", onAccent: "#f7f3ec" };
const DARK = { papers: ["#1c1a16", "#24211c", "#2a2721"], ink: "#efe8db", onAccent: "#1c1a16" };
type Scheme = typeof LIGHT;

const WASH = 0.1;
const STEP = 0.005;
const STRONGER = 0.06;

export type AccentCheck =
  | { isFit: true; dark: string }
  /** `contrast`: the least against a paper, or of the words on it. `nearest`: the same hue, as light as can be read. */
  | { isFit: false; contrast: number; nearest: string };

/** Whether links and buttons of this colour can be read on light paper; for dark paper it is made lighter by itself. */
export function checkAccent(hex: string): AccentCheck {
  const least = leastContrast(hex, LIGHT);
  if (least < MIN_CONTRAST) return { isFit: false, contrast: least, nearest: nearestFit(hex, LIGHT, -1) };
  return { isFit: true, dark: darkAccent(hex) };
}

/** The same hue, light enough to be read on dark paper. */
export const darkAccent = (hex: string): string => nearestFit(hex, DARK, 1);

function leastContrast(hex: string, { papers, onAccent }: Scheme): number {
  const wash = washOf(hex, papers);
  return Math.min(...[...papers, wash, onAccent].map((paper) => contrast(hex, paper)));
}

function nearestFit(hex: string, scheme: Scheme, direction: 1 | -1): string {
  const { l, c, h } = toOklch(hex);
  for (let lightness = l; lightness >= 0 && lightness <= 1; lightness += direction * STEP) {
    const made = lightness === l ? hex : toHex({ l: lightness, c, h });
    if (leastContrast(made, scheme) >= MIN_CONTRAST) return made;
  }
  return scheme.ink;
}

const washOf = (hex: string, papers: readonly string[]) => mix(hex, papers[1] ?? "#ffffff", WASH);

function variables(hex: string, scheme: Scheme, direction: 1 | -1): string {
  const { l, c, h } = toOklch(hex);
  const footer = toHex({ l: direction === 1 ? 0.24 : 0.32, c: Math.min(c, 0.06), h });
  return [
    ["accent", hex],
    ["accent-ink", hex],
    ["accent-strong", toHex({ l: Math.min(0.97, Math.max(0.05, l + direction * STRONGER)), c, h })],
    ["on-accent", scheme.onAccent],
    ["accent-wash", washOf(hex, scheme.papers)],
    ["footer", footer],
    ["on-footer", "#ede8dc"],
    ["on-footer-soft", mix("#ede8dc", footer, 0.72)],
  ]
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}

/**
 * The style sheet of an accent. It depends on the colour alone, so that its address says all of it: a page's policy lets in
 * no styles of its own. Stronger than app/globals.css, wherever it stands.
 */
export function accentStyles(hex: string): string {
  const check = checkAccent(hex);
  const light = check.isFit ? hex : check.nearest;
  const dark = darkAccent(light);
  return [
    `html:root{${variables(light, LIGHT, -1)}}`,
    `@media (prefers-color-scheme: dark){html:root{${variables(dark, DARK, 1)}}}`,
    // Paper is black on white.
    "@media print{html:root{--accent-ink:#000}}",
  ].join("\n");
}
