import type { OrderView } from "@/domain/order-view";
import { Section } from "./section";

/** Who ordered and where it goes. */
export function OrderCustomer({ order }: { order: OrderView }) {
  const { customerName, email, shippingAddress: address } = order;
  const lines = address
    ? [
        address.name,
        address.line1,
        address.line2,
        [address.postalCode, address.city].filter(Boolean).join(" "),
        address.region,
        address.country,
      ].filter(Boolean)
    : [];
  return (
    <Section title="Customer">
      {customerName || email ? (
        <p>
          {customerName ? <span className="block break-words">{customerName}</span> : null}
          {email ? (
            <a href={`mailto:${encodeURIComponent(email).replace("%40", "@")}`} className="link break-all">
              {email}
            </a>
          ) : null}
        </p>
      ) : (
        <p className="text-ink-soft">Not known before payment.</p>
      )}
      {lines.length > 0 ? (
        <address className="mt-3 not-italic">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one address
            <span key={index} className="block break-words">
              {line}
            </span>
          ))}
        </address>
      ) : null}
    </Section>
  );
}
