import fc from "fast-check";

/** What a shopper, an admin or the outside does. Numbers choose among what there is when it is done. */
export type Command =
  | { kind: "shop"; cart: number; variant: number; quantity: number }
  | { kind: "pay" | "pay_disputed" | "decline" | "abandon"; order: number }
  | { kind: "refund_here" | "refund_there"; order: number; share: number }
  | { kind: "send" | "undo_sending"; order: number }
  | { kind: "kill_worker" | "advance_clock" | "sweep" | "drain" }
  | { kind: "drop_events"; count: number }
  | { kind: "change_price"; variant: number; price: number }
  | { kind: "change_stock"; variant: number; units: number };

/** One command, or two at the same time: the second begins `after` milliseconds later. */
export type Step = { first: Command; second: Command | null; after: number };

export const VARIANTS = 2;
const CARTS = 3;

const order = fc.nat(5);
const variant = fc.nat(VARIANTS - 1);
const share = fc.constantFrom(0.25, 0.5, 1);
const only = <Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: only("shop"),
      cart: fc.nat(CARTS - 1),
      variant,
      quantity: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: only("pay"), order }) },
  { weight: 2, arbitrary: fc.record({ kind: only("pay_disputed", "decline", "abandon"), order }) },
  { weight: 3, arbitrary: fc.record({ kind: only("refund_here", "refund_there"), order, share }) },
  { weight: 4, arbitrary: fc.record({ kind: only("drain") }) },
  { weight: 5, arbitrary: fc.record({ kind: only("send"), order }) },
  { weight: 1, arbitrary: fc.record({ kind: only("undo_sending"), order }) },
  { weight: 1, arbitrary: fc.record({ kind: only("kill_worker", "advance_clock", "sweep") }) },
  { weight: 1, arbitrary: fc.record({ kind: only("drop_events"), count: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: only("change_price"),
      variant,
      price: fc.integer({ min: 100, max: 9_999 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: only("change_stock"), variant, units: fc.integer({ min: 0, max: 5 }) }),
  },
);

const alone = (first: Command): Step => ({ first, second: null, after: 0 });

/** What most commands need to mean anything: an order that is paid, and of which the shop knows. */
const paidOrder: fc.Arbitrary<Step[]> = fc
  .record({ cart: fc.nat(CARTS - 1), variant, quantity: fc.integer({ min: 1, max: 2 }) })
  .map((bought) => [
    alone({ kind: "shop", ...bought }),
    alone({ kind: "pay", order: 0 }),
    alone({ kind: "drain" }),
  ]);

/** Up to `most` steps, in two of three runs after an order that is paid. */
export const steps = (most: number): fc.Arbitrary<Step[]> =>
  fc
    .tuple(
      fc.oneof({ weight: 2, arbitrary: paidOrder }, { weight: 1, arbitrary: fc.constant<Step[]>([]) }),
      fc.array(
        fc.record({
          first: command,
          second: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: command }),
          after: fc.nat(6),
        }),
        { minLength: 1, maxLength: most, size: "max" },
      ),
    )
    .map(([before, after]) => [...before, ...after]);
