-- Mails hold no link that opens an order any more: sending fills the reference in. Those that are gone need none.
UPDATE "mails" SET
  "html" = regexp_replace("html", '/orders/[A-Za-z0-9_-]{22}', '/orders/__reference__', 'g'),
  "text" = regexp_replace("text", '/orders/[A-Za-z0-9_-]{22}', '/orders/__reference__', 'g')
WHERE "state" IN ('sent', 'kept');

-- Nor does what Stripe told of a payment page, whose return address holds the same reference.
UPDATE "stripe_events" SET "payload" = "payload" #- '{data,object,return_url}' #- '{data,object,success_url}'
WHERE "type" LIKE '%checkout.session.%' AND jsonb_typeof("payload" #> '{data,object}') = 'object';
