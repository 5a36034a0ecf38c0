const MASK = "•••";

/** Fields that identify a person or let their holder act, at any depth of Stripe's objects. */
const MASKED: ReadonlySet<string> = new Set([
  "email",
  "receipt_email",
  "customer_email",
  "name",
  "phone",
  "individual_name",
  "business_name",
  "line1",
  "line2",
  "city",
  "postal_code",
  "state_or_province",
  "ip",
  "fingerprint",
  "client_secret",
  "secret",
  "url",
  "success_url",
  "cancel_url",
  "return_url",
  "receipt_url",
  "hosted_invoice_url",
]);

/** A webhook's payload for people to look at: ids, states and amounts stay, persons and secrets do not. */
export function maskPayload(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskPayload);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      field,
      MASKED.has(field) && typeof inner === "string" && inner !== "" ? MASK : maskPayload(inner),
    ]),
  );
}
