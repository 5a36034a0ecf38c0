const STORED = "latchkey-admin-keys";

// A browser that keeps nothing throws: the keys are on then, and a change lasts as long as the page.
/** null: nothing was chosen yet, and the keys are on. */
export function readSetting(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

export function keepSetting(setting: "on" | "off") {
  try {
    localStorage.setItem(STORED, setting);
  } catch {}
}
