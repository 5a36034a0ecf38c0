import "server-only";
import type { FeatureId } from "@/domain/stripe-keys/key-problem";
import { translator } from "@/messages/messages";

/** What the shop does with Stripe, and what happens when a key lacks the permission for it; in English for commands. */
export function describeFeature(id: FeatureId, locale = "en-GB"): { words: string; without: string } {
  const t = translator(locale);
  return { words: t(`admin.keys.feature.${id}.name`), without: t(`admin.keys.feature.${id}.without`) };
}

/** Parts of the shop that can be switched off: they then need no permission. */
export type Switches = {
  /** `REFUNDS`: refunds from the admin. Refunds made at Stripe are always followed. */
  refunds: boolean;
  /** `DISPUTES`: following the payments that shoppers dispute with their bank. */
  disputes: boolean;
  /** Stripe sends events to the shop; when off, the shop asks Stripe each minute. */
  webhooks: boolean;
};

export const ALL_ON: Switches = { refunds: true, disputes: true, webhooks: true };

type SwitchVariables = { REFUNDS: string; DISPUTES: string; STRIPE_WEBHOOK_SECRET: string[] };

/** @param source the process's variables, or the parsed configuration */
export function readSwitches(source: SwitchVariables | Record<string, string | undefined>): Switches {
  return {
    refunds: source.REFUNDS !== "off",
    disputes: source.DISPUTES !== "off",
    webhooks: (source.STRIPE_WEBHOOK_SECRET ?? "").length > 0,
  };
}

/** How to switch each part off, and what the shop does then. */
export const SWITCH_WORDS: Record<keyof Switches, { off: string; instead: string }> = {
  refunds: {
    off: "`REFUNDS=off`",
    instead: "the admin cannot make refunds; refunds made in Stripe's dashboard are still followed",
  },
  disputes: { off: "`DISPUTES=off`", instead: "disputes appear in Stripe's dashboard only" },
  webhooks: {
    off: "no `STRIPE_WEBHOOK_SECRET`",
    instead:
      "the shop asks Stripe every minute for payments, refunds and disputes; they appear up to five minutes later",
  },
};
