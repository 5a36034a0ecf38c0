import { expect, type Locator } from "@playwright/test";

/** Presses a key until something is seen: a page listens to keys once its scripts run, which nothing on it shows. */
export async function pressUntil(key: string, seen: Locator): Promise<void> {
  await expect(async () => {
    await seen.page().keyboard.press(key);
    await expect(seen).toBeVisible({ timeout: 1_000 });
  }).toPass();
}
