import "server-only";
import { SUBJECT_NAMES, type Subject } from "@/domain/settings/subjects";
import { ALL_PATHS, SETTINGS } from "../page-cache/announce-changes";
import { listenForChanges } from "../page-cache/listen-for-changes";
import { db } from "../platform/db";
import { keepStoredSettings, type StoredSettings } from "../platform/settings/stored-settings";

/** Reads what the merchant set into this process: at its start, and when it changed. */
export async function loadSettings(): Promise<void> {
  const rows = await db().setting.findMany({ select: { subject: true, version: true, value: true } });
  const stored: Partial<Record<Subject, StoredSettings>> = {};
  for (const { subject, version, value } of rows) {
    const known = SUBJECT_NAMES.find((name) => name === subject);
    if (known) stored[known] = { version, value: value as Record<string, unknown> };
  }
  keepStoredSettings(stored);
}

/** Before pages are forgotten, so that none is made again from what was set before. */
export async function loadChangedSettings(paths: string[]): Promise<void> {
  if (paths.some((path) => path === ALL_PATHS || path === SETTINGS)) await loadSettings();
}

/**
 * For a process that serves no pages: it reads what was set, and confirms each change as web processes do.
 * @returns a function that ends it
 */
export async function followSettings(): Promise<() => Promise<void>> {
  const stop = await listenForChanges(loadChangedSettings);
  await loadSettings();
  return stop;
}
