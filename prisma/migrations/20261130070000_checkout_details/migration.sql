-- What the shopper told before paying: country, email, the shipping option. It becomes part of the order's own columns when
-- Stripe says that it is paid; until then nobody has shown that the address is theirs, so the list of customers has it not.
ALTER TABLE "orders" ADD COLUMN "details" JSONB;
ALTER TABLE "orders" ADD CONSTRAINT "orders_erased_details"
  CHECK ("erased_at" IS NULL OR "details" IS NULL OR NOT ("details" ?| ARRAY['email', 'company', 'vatId', 'note', 'postalCode'])) NOT VALID;
ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_erased_details";
