import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import type { Quote } from "@/domain/cart/quote";
import type { CheckoutUi, DetailsState } from "@/domain/checkout/checkout";
import { type CheckoutDetails, MAX_DETAIL } from "@/domain/checkout/details";
import { formatArrival } from "@/domain/format-time";
import { formatMoney, money } from "@/domain/money";
import { hasTaxRegions } from "@/domain/tax/places";
import { sumTaxes } from "@/domain/tax/sum-taxes";
import { taxRows } from "@/messages/tax-rows";
import { Notice } from "../../../kit/notice";
import { fingerprintOf } from "../../cart/cart-fingerprint";
import { PolicyLinks } from "../../content/policy-links";
import { CodeSection } from "../../discounts/code-section";
import { PageTitle } from "../../frame/page-title";
import { refusalText } from "../../shipping/refusal-text";
import { BusinessFields } from "./business-fields";
import { DetailsForm } from "./details-form";
import { OrderSummary } from "./order-summary";

type DetailsPageProps = {
  cart: Quote;
  details: CheckoutDetails;
  /** Where the shop sends to. */
  countries: string[];
  locale: string;
  checkoutUi: CheckoutUi;
  action: (state: DetailsState, form: FormData) => Promise<DetailsState>;
  policies: { title: string; href: string }[];
  /** Why the shopper is here again, from the address. */
  problem: string | string[] | undefined;
  /** The shopper can write to the shop. */
  asksNote: boolean;
  now: Date;
  /** Null: the shop's tax is off. */
  tax: DetailsTax | null;
};

export type DetailsTax = {
  /** The shop's country. */
  home: string;
  vatId: ComponentProps<typeof BusinessFields>["vatId"];
  /** Of an exempt small business. */
  sentence: string;
};

/** What must be known before an order, and the whole of what it comes to above the button that places it. */
export function DetailsPage({
  cart,
  details,
  countries,
  locale,
  checkoutUi,
  action,
  policies,
  problem,
  now,
  asksNote,
  tax,
}: DetailsPageProps) {
  const t = useTranslations();
  const names = new Intl.DisplayNames([locale], { type: "region" });
  const options = countries.map((code) => ({ code, name: names.of(code) ?? code }));
  const { currency } = cart.totals.subtotal;
  const isAsked = cart.requiresShipping;
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t("shop.checkout.details.title")}</PageTitle>
      <p className="mt-3 text-ink-soft">
        <Link href="/cart" prefetch={false} className="link">
          {t("shop.checkout.changeCart")}
        </Link>
      </p>
      {problem === "discount" ? (
        <Notice tone="signal" role="alert" className="mt-6 max-w-4xl">
          <p>{t("shop.discount.gone")}</p>
        </Notice>
      ) : null}
      <DetailsForm
        action={action}
        checkoutUi={checkoutUi}
        shown={fingerprintOf(cart)}
        email={details.email}
        country={details.country}
        countries={options.toSorted((one, other) => one.name.localeCompare(other.name, locale))}
        postalCode={isAsked && cart.asked.postalCode ? details.postalCode : null}
        region={details.region}
        regions={isAsked ? cart.asked.regions : []}
        shipping={
          cart.requiresShipping
            ? {
                chosen: cart.shipping?.id ?? null,
                options: cart.shippingOptions.map(
                  ({ id, name, amountMinor, arrives, kind, place, hours }) => ({
                    id,
                    name,
                    days:
                      kind === "pickup"
                        ? [t("shop.shipping.ready", { day: formatArrival(arrives, locale) }), place, hours]
                            .filter(Boolean)
                            .join(" · ")
                        : t("shop.shipping.arrives", { days: formatArrival(arrives, locale) }),
                    price:
                      amountMinor === 0n
                        ? t("shop.checkout.details.freeOfCharge")
                        : formatMoney(money(amountMinor, currency), locale),
                  }),
                ),
              }
            : null
        }
        note={asksNote ? details.note : null}
        codes={<CodeSection cart={cart} codes={details.codes} locale={locale} now={now} problem={problem} />}
        labels={{
          country: t("shop.checkout.details.country"),
          countryHint: cart.requiresShipping ? t("shop.checkout.details.addressLater") : null,
          email: t("shop.checkout.free.field.email"),
          emailHint: t("shop.checkout.details.emailHint"),
          note: t("shop.checkout.details.note"),
          noteHint: t("shop.checkout.details.noteHint", { most: MAX_DETAIL.note }),
          noShipping:
            refusalText(cart.refusals, details.country, t, locale) ??
            t(
              cart.asked.postalCode && details.postalCode === ""
                ? "shop.checkout.details.postcodeFirst"
                : "shop.checkout.details.noShipping",
            ),
          postalCode: t("shop.checkout.free.field.postalCode"),
          region: t("shop.checkout.details.region"),
          elsewhere: t("shop.checkout.details.elsewhere"),
          nothing: t("shop.checkout.nothingCharged"),
          order: t("shop.checkout.details.order"),
          pending: t("shop.checkout.details.pending"),
          shipping: t("shop.checkout.details.shipping"),
          summary: t("shop.checkout.yourOrder"),
          update: t("shop.checkout.details.update"),
          you: t("shop.checkout.free.aboutYou"),
        }}
        business={
          tax ? (
            <BusinessFields
              {...{ details, locale }}
              home={tax.home}
              vatId={tax.vatId}
              asksPostcode={hasTaxRegions(details.country) && !(isAsked && cart.asked.postalCode)}
            />
          ) : null
        }
        summary={
          <OrderSummary
            cart={cart}
            locale={locale}
            taxes={taxRows(sumTaxes(cart.taxes), { t, currency, locale, sentence: tax?.sentence ?? "" })}
          />
        }
        afterOrder={
          <div className="mt-4 grid gap-3">
            <p className="text-sm text-ink-soft">{t("shop.checkout.details.payNext")}</p>
            <PolicyLinks policies={policies} />
          </div>
        }
      />
    </div>
  );
}
