// A browser that keeps nothing throws: a setting is not chosen then, and a change lasts as long as the page.

/** A setting of this browser: `latchkey-` and its name. null: nothing was chosen yet. */
export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(`latchkey-${name}`);
  } catch {
    return null;
  }
}

export function keepSetting(name: string, setting: "on" | "off"): void {
  try {
    localStorage.setItem(`latchkey-${name}`, setting);
  } catch {}
}
