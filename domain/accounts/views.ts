import type { Role } from "./roles";

export type PersonRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** invited: has no password yet. */
  state: "active" | "invited" | "disabled";
  hasSecondFactor: boolean;
  lastSeenAt: Date | null;
};

export type SessionRow = {
  id: string;
  /** "Firefox · Linux"; null when the browser did not say. */
  device: string | null;
  startedAt: Date;
  lastSeenAt: Date;
  isThis: boolean;
};

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** A browser's own word for itself, as two names that people know. */
export function deviceName(userAgent: string | null): string | null {
  const names = [BROWSERS, SYSTEMS].flatMap(
    (known) => known.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1] ?? [],
  );
  return names.length > 0 ? names.join(" · ") : null;
}
