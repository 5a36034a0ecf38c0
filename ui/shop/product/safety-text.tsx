import { useTranslations } from "next-intl";
import type { Safety } from "@/domain/catalog/safety";

/** Who made it, who answers for it, what to beware of and how long it is guaranteed to last: open, not behind a click. */
export function SafetyText({ safety }: { safety: Safety }) {
  const t = useTranslations();
  const { warnings, guaranteeYears } = safety;
  const makers = (["manufacturer", "responsible"] as const).flatMap((role) =>
    safety[role] === ""
      ? []
      : [
          {
            role,
            lines: [safety[role], safety[`${role}Address`].split("\n").join(", ")].filter(Boolean),
            contact: safety[`${role}Contact`],
          },
        ],
  );
  if (makers.length === 0 && warnings === "" && guaranteeYears === 0) return null;
  return (
    <dl className="mt-7 grid max-w-[60ch] gap-3 text-sm wrap-anywhere">
      {warnings ? <Fact name={t("shop.product.safety.warnings")} text={warnings} /> : null}
      {guaranteeYears > 0 ? (
        <Fact
          name={t("shop.product.safety.guarantee")}
          text={t("shop.product.safety.years", { years: guaranteeYears })}
        />
      ) : null}
      {makers.map(({ role, lines, contact }) => (
        <div key={role}>
          <dt className="text-ink-soft">{t(`shop.product.safety.${role}`)}</dt>
          {lines.map((line) => (
            <dd key={line}>{line}</dd>
          ))}
          {contact ? (
            <dd>
              <Contact contact={contact} />
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}

function Fact({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="whitespace-pre-line">{text}</dd>
    </div>
  );
}

/** An email address or the address of a page; what is neither stands as it was written. */
function Contact({ contact }: { contact: string }) {
  const href = /^https?:\/\/\S+$/.test(contact)
    ? contact
    : /^\S+@\S+$/.test(contact)
      ? `mailto:${contact}`
      : null;
  if (href === null) return contact;
  return (
    <a href={href} rel="nofollow" className="link">
      {contact}
    </a>
  );
}
