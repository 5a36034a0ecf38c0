import { z } from "zod";

/** What every fault takes: how often it strikes. */
const often = {
  count: z.number().int().positive().optional().describe("how many times; without it, until cleared"),
  probability: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("how often it applies, 0 to 1; without it, always"),
  seed: z.number().int().optional().describe("the same seed picks the same requests (1)"),
};

const path = z
  .string()
  .regex(/^[A-Z]+ \/v1\//, "looks like 'POST /v1/refunds': a method and the beginning of a path")
  .optional()
  .describe(
    "a method and the beginning of a path, `:id` for any id, `$` for its end; without it, every call",
  );
const type = z
  .string()
  .regex(/^[a-z0-9_.]+(\*)?$/)
  .optional()
  .describe("an event type, or a family like `charge.*`; without it, every event");
const ms = z.number().int().min(1).max(600_000).describe("milliseconds");
const execute = z.boolean().optional().describe("true: run the request first");

function kind<const K extends string, S extends z.ZodRawShape>(
  name: K,
  on: "call" | "event",
  does: string,
  shape: S,
) {
  return { name, on, does, schema: z.strictObject({ kind: z.literal(name), ...often, ...shape }) };
}
const onCall = <const K extends string, S extends z.ZodRawShape>(name: K, does: string, shape: S) =>
  kind(name, "call", does, { path, ...shape });
const onEvent = <const K extends string, S extends z.ZodRawShape>(name: K, does: string, shape: S) =>
  kind(name, "event", does, { type, ...shape });

/**
 * Everything that can be made to go wrong. The control API's checks, the dashboard's switches and the table in
 * README.md come from here.
 */
export const FAULT_KINDS = [
  onEvent("drop_deliveries", "The event exists and is never sent.", {}),
  onEvent("duplicate_deliveries", "The event is sent twice.", {}),
  onEvent("delay_deliveries", "The event is sent later, on the sandbox's clock.", {
    seconds: z.number().int().positive().describe("how much later"),
  }),
  onEvent(
    "reorder_deliveries",
    "Events within a quarter of a second are sent one after the other, the last one first.",
    {},
  ),
  onEvent("twin_event", "One change makes two events with two ids.", {}),
  onEvent("no_event", "The event is never created.", {}),
  onCall("event_before_answer", "The webhook arrives before the API answers.", {}),
  onCall("slow", "Waits before it runs; a second request with the same idempotency key gets 409.", { ms }),
  onCall(
    "late_answer",
    "Runs immediately and answers after that time: the answer may be out of date by then.",
    { ms },
  ),
  onCall("hang", "Runs, then never answers, and closes the connection after that time.", { ms }),
  onCall("cut", "Runs, then closes the connection without an answer.", {}),
  onCall("down", "Closes the connection and runs nothing: the API is unavailable.", {}),
  onCall(
    "status",
    "Answers with this status. With `execute` the request runs first, and an answer of 500 or more is kept: the same idempotency key gets it again.",
    {
      status: z.number().int().min(400).max(599).describe("409, 429, 500, 503, …"),
      code: z
        .string()
        .min(1)
        .optional()
        .describe("the error's code: `lock_timeout` makes a 429 of that kind"),
      retry_after: z.number().int().nonnegative().optional().describe("seconds, for the Retry-After header"),
      should_retry: z.boolean().optional().describe("the Stripe-Should-Retry header, which the SDK obeys"),
      execute,
    },
  ),
  onCall("html_error", "Answers with an HTML page, as a gateway in between does.", {
    status: z.number().int().min(200).max(599).optional().describe("its status (502)"),
    execute,
  }),
  onCall("truncated_json", "Runs, and the answer's JSON ends in the middle.", {}),
  onCall("unknown_value", "Runs, and a field of the answer holds an unknown value.", {
    field: z.string().min(1).optional().describe("the name of the field, at any depth (`status`)"),
  }),
  onCall("extra_fields", "Runs, and every object of the answer has unknown fields.", {}),
] as const;

const [first, ...others] = FAULT_KINDS;
export const faultSchema = z.discriminatedUnion("kind", [
  first.schema,
  ...others.map(({ schema }) => schema),
]);
export type Fault = z.infer<typeof faultSchema>;
export type FaultOf<K extends Fault["kind"]> = Extract<Fault, { kind: K }>;

export interface FaultParameter {
  name: string;
  type: "integer" | "number" | "string" | "boolean";
  isRequired: boolean;
  does: string;
}

const parameterSchema = z.object({
  type: z.enum(["integer", "number", "string", "boolean"]),
  description: z.string(),
});

/** The kinds with their own parameters, for documentation and forms; `common` holds what all of them take. */
export function describeFaults(): {
  common: FaultParameter[];
  kinds: { kind: Fault["kind"]; on: "call" | "event"; does: string; parameters: FaultParameter[] }[];
} {
  const kinds = FAULT_KINDS.map(({ name, on, does, schema }) => {
    const { kind: _, ...shape } = schema.shape;
    return { kind: name, on, does, parameters: describeShape(shape).filter((one) => !(one.name in often)) };
  });
  return { common: describeShape(often), kinds };
}

function describeShape(shape: z.ZodRawShape): FaultParameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(z.object(shape));
  return Object.entries(properties).map(([name, property]) => {
    const { type, description } = parameterSchema.parse(property);
    return { name, type, isRequired: required.includes(name), does: description };
  });
}
