import "server-only";
import {
  BACKUP_DAYS,
  type GoingLiveName,
  type GoingLiveReason,
  type GoingLiveRow,
} from "@/domain/monitoring/going-live";
import { missingOfSeller, type SellerField } from "@/domain/settings/seller";
import { shippedCountries } from "@/domain/shipping/countries";
import { requireAdmin } from "../accounts/session";
import { getPageCheck } from "../content/pages/start-page";
import { db } from "../platform/db";
import { env, isGiven } from "../platform/env";
import { getSeller } from "../platform/settings/seller";
import { settings } from "../platform/settings/settings";
import { storedSettings } from "../platform/settings/stored-settings";
import { findDisabledCalls } from "../stripe/resilience/disabled-calls";
import { getWebhookHealth } from "./get-webhook-health";

type Finding = { reason: GoingLiveReason; count?: number; seenAt?: Date | null; missing?: SellerField[] };

/** Each row as it is now, from the records and the configuration: nothing is ticked by hand. */
export async function listGoingLive(): Promise<GoingLiveRow[]> {
  await requireAdmin("settings.write");
  const [pages, mail, admins, keys, webhook, testOrder, backup] = await Promise.all([
    findPages(),
    findMail(),
    findAdmins(),
    findKeys(),
    findWebhook(),
    findTestOrder(),
    findBackup(),
  ]);
  return [
    rowOf("shop", findShop(), "/admin/settings/shop"),
    rowOf("seller", findSeller(), "/admin/settings/seller"),
    rowOf("shipping", findShipping(), "/admin/settings/shipping"),
    rowOf("pages", pages, "/admin/pages"),
    rowOf("domain", findDomain(), null),
    rowOf("mail", mail, "/admin/settings/emails"),
    rowOf("admins", admins, "/admin/people"),
    rowOf("keys", keys, "/admin/keys"),
    rowOf("webhook", webhook, "/admin/webhooks"),
    rowOf("testOrder", testOrder, "/admin/orders"),
    rowOf("backup", backup, null),
  ];
}

const rowOf = (name: GoingLiveName, found: Finding, href: string | null): GoingLiveRow => ({
  name,
  isDone: found.reason === `${name}_done`,
  reason: found.reason,
  count: found.count ?? 0,
  missing: found.missing ?? [],
  seenAt: found.seenAt ?? null,
  href,
});

function findShop(): Finding {
  const { address, email } = settings("shop");
  const isNamed = storedSettings("shop")?.value.name !== undefined || isGiven("SHOP_NAME");
  if (!isNamed) return { reason: "shop_name" };
  return { reason: address && email ? "shop_done" : "shop_contact" };
}

function findSeller(): Finding {
  const seller = getSeller();
  const { isOn, isSmallBusiness } = settings("tax");
  const missing = missingOfSeller(seller, shippedCountries(settings("shipping").zones));
  // An invoice with VAT says whose it is: Directive 2006/112/EC Art. 226(3).
  if (settings("documents").isOn && isOn && !isSmallBusiness && seller.vatId === "") missing.push("vatId");
  return { reason: missing.length === 0 ? "seller_done" : "seller_missing", missing };
}

function findShipping(): Finding {
  const { zones, rates } = storedSettings("shipping")?.value ?? {};
  const isOwn = zones !== undefined || rates !== undefined || isGiven("SHIPPING_RATES");
  const offered = settings("shipping").zones.flatMap((zone) => zone.rates.filter(({ isOff }) => !isOff));
  return { reason: isOwn ? "shipping_done" : "shipping_default", count: offered.length };
}

/** What the law of where the shop ships to asks for; a page with places that were not filled in is none. */
async function findPages(): Promise<Finding> {
  const open = (await getPageCheck()).filter(({ isRequired, state }) => isRequired && state !== "published");
  return { reason: open.length === 0 ? "pages_done" : "pages_open", count: open.length };
}

function findDomain(): Finding {
  const { protocol, hostname } = new URL(env().APP_ORIGIN);
  if (/^(?:localhost|127\.|\[::1\])/.test(hostname)) return { reason: "domain_local" };
  return { reason: protocol === "https:" ? "domain_done" : "domain_http" };
}

/** A mail server counts once it has taken a mail, and not while the newest failed. */
async function findMail(): Promise<Finding> {
  if (env().SMTP_URL === undefined) return { reason: "mail_noServer" };
  const [newest, tested] = await Promise.all([
    db().mail.findFirst({
      where: { state: { in: ["sent", "failed"] } },
      orderBy: { createdAt: "desc" },
      select: { state: true, createdAt: true },
    }),
    findEntry("mail_tested"),
  ]);
  const isTestNewer = tested !== null && (newest === null || tested > newest.createdAt);
  if (isTestNewer) return { reason: "mail_done", seenAt: tested };
  if (newest === null) return { reason: "mail_notTried" };
  return { reason: newest.state === "sent" ? "mail_done" : "mail_failed", seenAt: newest.createdAt };
}

async function findAdmins(): Promise<Finding> {
  const people = await db().user.findMany({
    where: { disabledAt: null },
    select: { role: true, twoFactorEnabled: true },
  });
  if (people.length < 2) return { reason: "admins_one" };
  const without = people.filter(({ role, twoFactorEnabled }) => role === "owner" && !twoFactorEnabled).length;
  return { reason: without === 0 ? "admins_done" : "admins_factor", count: without };
}

async function findKeys(): Promise<Finding> {
  const { isSandbox, isLive } = env();
  if (isSandbox) return { reason: "keys_sandbox" };
  if (!isLive) return { reason: "keys_test" };
  const disabled = (await findDisabledCalls()).length;
  return { reason: disabled === 0 ? "keys_done" : "keys_disabled", count: disabled };
}

async function findWebhook(): Promise<Finding> {
  const { isOff, lastEventAt, otherModeSince, silentSince, deadCount } = await getWebhookHealth();
  if (isOff) return { reason: "webhook_off" };
  if (otherModeSince) return { reason: "webhook_otherMode" };
  if (silentSince) return { reason: "webhook_silent", seenAt: silentSince };
  if (deadCount > 0) return { reason: "webhook_dead", count: deadCount };
  return { reason: lastEventAt ? "webhook_done" : "webhook_none", seenAt: lastEventAt };
}

/** Of the mode that the shop is in: an order that the sandbox took says nothing of Stripe. */
async function findTestOrder(): Promise<Finding> {
  const paid = await db().order.findFirst({
    where: { paidAt: { not: null }, isFree: false, livemode: env().isLive },
    orderBy: { placedAt: "desc" },
    select: { paidAt: true },
  });
  return { reason: paid ? "testOrder_done" : "testOrder_none", seenAt: paid?.paidAt ?? null };
}

async function findBackup(): Promise<Finding> {
  const madeAt = await findEntry("backup_made");
  if (madeAt === null) return { reason: "backup_none" };
  const isOld = Date.now() - madeAt.getTime() > BACKUP_DAYS * 86_400_000;
  return { reason: isOld ? "backup_old" : "backup_done", seenAt: madeAt };
}

async function findEntry(action: string): Promise<Date | null> {
  const newest = await db().auditEntry.findFirst({
    where: { action },
    orderBy: { seq: "desc" },
    select: { at: true },
  });
  return newest?.at ?? null;
}
