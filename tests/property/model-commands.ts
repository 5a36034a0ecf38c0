import fc from "fast-check";

/** What a shopper, an admin or the outside does. Numbers choose among what there is when it is done. */
export type Command =
  | { kind: "shop"; cart: number; variant: number; quantity: number }
  | { kind: "kill_worker" | "advance_clock" | "sweep" | "drain" }
  | { kind: "drop_events"; count: number }
  | { kind: "change_price"; variant: number; price: number }
  /** A count, or a delivery of one unit more. */
  | { kind: "change_stock"; variant: number; units: number; isDelivery: boolean }
  | OrderCommand;

/** One that is about an order. */
export type OrderCommand =
  | { kind: "pay" | "pay_disputed" | "decline" | "abandon" | "cancel"; order: number }
  | { kind: "refund_here" | "refund_there"; order: number; share: number }
  | {
      kind: "refund_lines";
      order: number;
      isWhole: boolean;
      hasShipping: boolean;
      isRestocked: boolean;
      /** For the return that waits for as many units, if there is one. */
      isOfReturn: boolean;
    }
  | GoodsCommand;

/** One that is about its goods and mails. */
export type GoodsCommand =
  | { kind: "send"; order: number; isWhole: boolean }
  | { kind: "undo_sending" | "tell" | "correct_tracking" | "deliver" | "bring_back"; order: number }
  | { kind: "ask_return"; order: number; isWhole: boolean }
  | { kind: "receive"; order: number; isRestocked: boolean }
  | { kind: "undo_receive" | "refuse_return" | "cancel_return" | "restock" | "undo_restock"; order: number }
  | { kind: "write" | "undo_reply"; order: number };

/** One command, or two at the same time: the second begins `after` milliseconds later. */
export type Step = { first: Command; second: Command | null; after: number };

export const VARIANTS = 2;
const CARTS = 3;

// Most often the first, which most runs have.
const order = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(5) });
const variant = fc.nat(VARIANTS - 1);
const share = fc.constantFrom(0.25, 0.5, 1);
const only = <Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);
const yes = fc.boolean();

const bought = {
  kind: only("shop"),
  cart: fc.nat(CARTS - 1),
  variant,
  quantity: fc.integer({ min: 1, max: 2 }),
};

/** What happens to goods once an order is paid, and what the admin does about it. */
const after: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: only("send"), order, isWhole: yes }) },
  { weight: 2, arbitrary: fc.record({ kind: only("undo_sending"), order }) },
  { weight: 1, arbitrary: fc.record({ kind: only("tell", "correct_tracking"), order }) },
  { weight: 2, arbitrary: fc.record({ kind: only("deliver", "bring_back"), order }) },
  { weight: 4, arbitrary: fc.record({ kind: only("ask_return"), order, isWhole: yes }) },
  { weight: 3, arbitrary: fc.record({ kind: only("receive"), order, isRestocked: yes }) },
  { weight: 2, arbitrary: fc.record({ kind: only("undo_receive"), order }) },
  { weight: 3, arbitrary: fc.record({ kind: only("refuse_return", "cancel_return"), order }) },
  { weight: 2, arbitrary: fc.record({ kind: only("restock", "undo_restock"), order }) },
  { weight: 2, arbitrary: fc.record({ kind: only("write", "undo_reply"), order }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{
        kind: only("refund_lines"),
        order,
        isWhole: yes,
        hasShipping: yes,
        isRestocked: yes,
        isOfReturn: yes,
      },
    }),
  },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record(bought) },
  { weight: 6, arbitrary: fc.record({ kind: only("pay"), order: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: only("pay_disputed", "decline", "abandon", "cancel", "cancel"), order: fc.nat(5) },
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: only("refund_here", "refund_there"), order, share }) },
  { weight: 4, arbitrary: fc.record({ kind: only("drain") }) },
  { weight: 20, arbitrary: after },
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
    arbitrary: fc.record({
      kind: only("change_stock"),
      variant,
      units: fc.integer({ min: 0, max: 5 }),
      isDelivery: yes,
    }),
  },
);

const alone = (first: Command): Step => ({ first, second: null, after: 0 });

/** What most commands need to mean anything: an order that is paid, and of which the shop knows. */
const paidOrder: fc.Arbitrary<Step[]> = fc
  .record(bought)
  .map((shop) => [alone(shop), alone({ kind: "pay", order: 0 }), alone({ kind: "drain" })]);

/** What those need that come late in an order's life: it was sent, or asked for back. */
const LATE: Command[][] = [
  [{ kind: "send", order: 0, isWhole: true }],
  [{ kind: "send", order: 0, isWhole: false }],
  [{ kind: "ask_return", order: 0, isWhole: true }],
  [{ kind: "ask_return", order: 0, isWhole: false }],
  [
    { kind: "send", order: 0, isWhole: true },
    { kind: "ask_return", order: 0, isWhole: false },
  ],
  [{ kind: "write", order: 0 }],
];
const lateOrder = fc
  .tuple(paidOrder, fc.constantFrom(...LATE))
  .map(([paid, late]) => [...paid, ...late.map(alone)]);

/** What follows on an order that is paid: mostly about its goods. */
const aftersales = fc.oneof({ weight: 4, arbitrary: after }, { weight: 1, arbitrary: command });

const listOf = (one: fc.Arbitrary<Command>, most: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      first: one,
      second: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: one }),
      after: fc.nat(6),
    }),
    { minLength: 1, maxLength: most, size: "max" },
  );

const join = ([before, list]: [Step[], Step[]]): Step[] => [...before, ...list];

/** Up to `most` steps: in a third of the runs from nothing, in the others after an order that is paid, or also sent. */
export const steps = (most: number): fc.Arbitrary<Step[]> =>
  fc.oneof(
    { weight: 3, arbitrary: listOf(command, most) },
    { weight: 1, arbitrary: fc.tuple(paidOrder, listOf(aftersales, most)).map(join) },
    { weight: 5, arbitrary: fc.tuple(lateOrder, listOf(aftersales, most)).map(join) },
  );
