import "server-only";
import type { KeyFault } from "@/domain/stripe-keys/key-problem";

/** What Stripe's text says about a 403. Only a hint: the slug in it can be misleading. */
export type PermissionHint = {
  permissions: string[];
  /** "Checkout Sessions Read": Stripe's own words for the row. */
  label: string | null;
  editLink: string | null;
  /** "acct_…": the account that the refused key belongs to. */
  account: string | null;
};

// Older texts use other names for two resources.
const OLD_NAMES: [RegExp, string][] = [
  [/^accounts_kyc_basic_/, "connected_account_"],
  [/^tax_transaction_/, "tax_calculations_and_transactions_"],
];

/**
 * Reads both of Stripe's texts of a missing permission: "Enabling "Label" ('slug') permissions on this key …
 * You can edit permissions at LINK" (2026) and "Having the 'rak_slug' permission …" (before).
 */
export function readPermissionText(message: string): PermissionHint {
  const [, wanted = ""] = /\b(?:Enabling|Having the)\b(.*?)\bwould allow this request/s.exec(message) ?? [];
  const slugs = [...wanted.matchAll(/'((?:rak_)?[a-z_]+_(?:read|write))'/g)].map(([, slug = ""]) => slug);
  const [, label = ""] = /^\s*["“]?([^"“”'()]*?)["”]?\s*\('/.exec(wanted) ?? [];
  return {
    permissions: slugs.map(nameOfToday),
    label: label.trim() || null,
    editLink: linkIn(message),
    account: accountIn(message),
  };
}

function nameOfToday(slug: string): string {
  return OLD_NAMES.reduce((name, [old, now]) => name.replace(old, now), slug.replace(/^rak_/, ""));
}

/** Only links to Stripe's dashboard are passed on, because people will click them. */
function linkIn(message: string): string | null {
  const [link = ""] = /https:\/\/dashboard\.stripe\.com\/[^\s'"<>]+/.exec(message) ?? [];
  return link.replace(/[.,;]+$/, "") || null;
}

/** Both texts name the account of the key, so a missing permission reveals it. */
function accountIn(message: string): string | null {
  return /\bfor this endpoint on account '(acct_[A-Za-z0-9]+)'/.exec(message)?.[1] ?? null;
}

/** Which refusal of a key Stripe's text is; null when it is about something else. Stripe gives no code for most. */
export function readKeyText(message: string, code: string | null): KeyFault | null {
  if (code === "api_key_expired" || /^Expired API Key/i.test(message)) return "expired";
  if (code === "secret_key_required" || /publishable API key/i.test(message)) return "publishable";
  if (/does not allow requests from your IP address/i.test(message)) return "address";
  if (/^You did not provide an API key/i.test(message)) return "none_sent";
  return /^Invalid API Key/i.test(message) ? "unknown" : null;
}
