import type { Settings, Subject } from "./subjects.ts";

export type SettingVersionView = {
  version: number;
  changedAt: Date;
  changedBy: string;
  restoredFrom: number | null;
  /** The fields that it changed. */
  fields: string[];
};

/** A subject as its page in the admin shows it. */
export type SettingsView<S extends Subject> = {
  /** 0: nothing was saved yet. */
  version: number;
  values: Settings[S];
  /** The fields that were saved: they count, whatever the environment says. */
  saved: (keyof Settings[S])[];
  /** What the environment says as well, field by field; the saved counts. */
  environment: { field: keyof Settings[S]; variable: string; isSaved: boolean }[];
  /** Newest first. */
  history: SettingVersionView[];
};

/** In a few facts, what each page of settings says now. */
export type SettingsState = {
  shop: { name: string; timeZone: string };
  seller: { name: string };
  shipping: { zones: number; countries: number };
  emails: { sender: string; hasServer: boolean };
  documents: { isOn: boolean };
  tax: { isOn: boolean; isSmallBusiness: boolean; home: string };
};
