import { randomBytes } from "node:crypto";

const id = (prefix: string) => `${prefix}_${randomBytes(12).toString("hex")}`;

/** A payment of another application, as Stripe reports it: another payment at every call. */
export function makePaymentEvent() {
  const [payment, charge] = [id("pi_3Bench"), id("ch_3Bench")];
  return {
    id: id("evt_3Bench"),
    object: "event",
    api_version: "2026-10-28.clover",
    created: Math.floor(Date.now() / 1_000),
    data: {
      object: {
        id: payment,
        object: "payment_intent",
        amount: 6_600,
        amount_capturable: 0,
        amount_details: { tip: {} },
        amount_received: 6_600,
        application: null,
        application_fee_amount: null,
        automatic_payment_methods: null,
        canceled_at: null,
        cancellation_reason: null,
        capture_method: "automatic_async",
        client_secret: `${payment}_secret_${"0123456789abcdefghijklmn"}`,
        confirmation_method: "automatic",
        created: 1_795_000_000,
        currency: "eur",
        customer: null,
        description: "A room with a view, two nights",
        last_payment_error: null,
        latest_charge: charge,
        livemode: false,
        metadata: { recording: "3f9c2d7e-6f1a-4f0e-9d57-1c8a4b0e2f61", room: "12", guests: "2" },
        next_action: null,
        on_behalf_of: null,
        payment_method: id("pm_1Bench"),
        payment_method_configuration_details: null,
        payment_method_options: {
          card: {
            installments: null,
            mandate_options: null,
            network: null,
            request_three_d_secure: "automatic",
          },
        },
        payment_method_types: ["card"],
        processing: null,
        receipt_email: "jo@shopper.test",
        review: null,
        setup_future_usage: null,
        shipping: {
          address: {
            city: "Galway",
            country: "IE",
            line1: "1 Quay Street",
            line2: null,
            postal_code: "H91 AA00",
            state: "County Galway",
          },
          carrier: null,
          name: "Jo Shopper",
          phone: null,
          tracking_number: null,
        },
        source: null,
        statement_descriptor: null,
        statement_descriptor_suffix: null,
        status: "succeeded",
        transfer_data: null,
        transfer_group: null,
      },
    },
    livemode: false,
    pending_webhooks: 2,
    request: { id: null, idempotency_key: null },
    type: "payment_intent.succeeded",
  };
}
