import { readAmount, readSteps, type StepFormat } from "./steps-text.ts";
import { MAX_PICKUP, MAX_RATE_DAYS, MAX_RATE_NAME, MAX_STEPS, type Step, type ZoneRate } from "./zones.ts";

/** What is wrong with a rate of the form: `place` is its number there, `line` the step that is none. */
export type RateFault =
  | { kind: "name" | "price" | "free" | "days" | "pickup" | "noStep" | "manySteps"; place: number }
  | { kind: "step"; place: number; line: string };

type Typed = Readonly<Record<string, string>>;
export type PlacedRate = ZoneRate & { position: number };

const FIELDS = [
  "id",
  "name",
  "kind",
  "by",
  "price",
  "steps",
  "free",
  "from",
  "to",
  "place",
  "hours",
] as const;

/** Reads the fields of rate `place`, such as `name2`. Null: the row is empty, or is to be removed. */
export function readRate(
  typed: Typed,
  place: number,
  format: StepFormat,
): PlacedRate | null | { fault: RateFault } {
  const of = (field: string) => (typed[`${field}${place}`] ?? "").trim();
  const told = Object.fromEntries(FIELDS.map((field) => [field, of(field)])) as Record<
    (typeof FIELDS)[number],
    string
  >;
  const { id, name, price, free, from, to, hours } = told;
  if (of("remove") !== "" || `${name}${price}${told.steps}${from}${to}` === "") return null;
  const refuse = (kind: Exclude<RateFault["kind"], "step">) => ({ fault: { kind, place } });
  // Separators of the lists in which Stripe's session keeps rates.
  if (name === "" || name.length > MAX_RATE_NAME || /[;:,]/.test(name)) return refuse("name");
  const by = told.by === "weight" || told.by === "sum" ? told.by : "flat";
  const read = by === "flat" ? readPrice(price, format.currency) : readSteps(told.steps, by, format);
  if (read === null) return refuse("price");
  if ("wrongLine" in read) return { fault: { kind: "step", place, line: read.wrongLine } };
  if (read.steps.length === 0) return refuse("noStep");
  if (read.steps.length > MAX_STEPS) return refuse("manySteps");
  const freeOverMinor = free === "" ? null : readAmount(free, format.currency);
  if (freeOverMinor === undefined) return refuse("free");
  const days = readDays(from, to);
  if (days === null) return refuse("days");
  const kind = told.kind === "pickup" ? "pickup" : "delivery";
  const isTold = told.place !== "" && told.place.length <= MAX_PICKUP && hours.length <= MAX_PICKUP;
  if (kind === "pickup" && !isTold) return refuse("pickup");
  return {
    ...{ id, name, kind, by, steps: read.steps, freeOverMinor, days },
    ...(kind === "pickup" ? { place: told.place, hours } : { place: "", hours: "" }),
    isOff: of("off") !== "",
    position: wholeOf(of("position")) ?? place,
  };
}

function readPrice(typed: string, currency: string): { steps: Step[] } | null {
  const amountMinor = readAmount(typed, currency);
  return amountMinor === undefined ? null : { steps: [{ upTo: null, amountMinor }] };
}

function readDays(from: string, to: string): [number, number] | null {
  const [first, last] = [wholeOf(from), wholeOf(to)];
  return first === null || last === null || first > last || last > MAX_RATE_DAYS ? null : [first, last];
}

const wholeOf = (text: string): number | null => (/^\d{1,3}$/.test(text) ? Number(text) : null);
