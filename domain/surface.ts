/** Which part of Latchkey a process shows. One build serves all three. */
export const SURFACES = ["all", "shop", "admin"] as const;
export type Surface = (typeof SURFACES)[number];

/**
 * Whether a process also works off events, mails and sweeps. `only`: it does nothing else (npm run worker).
 */
export const WORKERS = ["inline", "off", "only"] as const;
export type Worker = (typeof WORKERS)[number];

export type KeyRole = "checkout" | "reconciler" | "backoffice";

/** The keys that a process may hold, and those that it cannot start without. */
export function keysOf(
  surface: Surface,
  worker: Worker,
  hasRefunds = true,
): { may: KeyRole[]; must: KeyRole[] } {
  const may = mayHold(surface, worker);
  // A worker serves no page, so it opens no checkout; but it may share its variables with a process that does.
  const isNeeded = (role: KeyRole) =>
    (worker !== "only" || role !== "checkout") && (hasRefunds || role !== "backoffice");
  return { may, must: may.filter(isNeeded) };
}

function mayHold(surface: Surface, worker: Worker): KeyRole[] {
  switch (surface) {
    case "all":
      return ["checkout", "reconciler", "backoffice"];
    case "shop":
      return worker === "off" ? ["checkout"] : ["checkout", "reconciler"];
    case "admin":
      return ["reconciler", "backoffice"];
  }
}

/** Whether a process of this surface answers for a part of Latchkey. */
export const hasPart = (surface: Surface, part: "shop" | "admin"): boolean =>
  surface === "all" || surface === part;

const variableOf = (role: KeyRole) => `STRIPE_${role.toUpperCase()}_KEY`;
const ROLES = mayHold("all", "inline");

/**
 * What is wrong with the keys of a process: what it cannot do without is missing, or it holds what it has no
 * use for. What a process does not hold cannot be stolen there.
 * @param given its variables by name; an empty or missing one counts as not set
 */
export function keyFaults(
  surface: Surface,
  worker: Worker,
  given: Record<string, string | undefined>,
): string[] {
  const { may, must } = keysOf(surface, worker, given.REFUNDS !== "off");
  const isSet = (name: string) => (given[name] ?? "") !== "";
  const needed = [...must.map(variableOf), ...(must.includes("checkout") ? ["STRIPE_PUBLISHABLE_KEY"] : [])];
  const where = `SURFACE=${surface} with WORKER=${worker}`;
  // With "all" nothing is needless: every role is allowed.
  const needless = [
    ...ROLES.filter((role) => !may.includes(role)).map(variableOf),
    ...(surface === "admin" ? ["STRIPE_WEBHOOK_SECRET"] : []),
  ];
  if (surface !== "all" && isSet("STRIPE_RESTRICTED_KEY")) {
    return [
      `STRIPE_RESTRICTED_KEY stands for all three keys, and ${where} needs only ${may.map(variableOf).join(" and ")}. Fix: give each role a key of its own`,
    ];
  }
  return [
    ...needed
      .filter((name) => !isSet(name))
      .map(
        (name) =>
          `${name} is missing. Fix: set it, or run npm start without any Stripe key to use the sandbox`,
      ),
    ...needless
      .filter((name) => isSet(name))
      .map(
        (name) =>
          `${name} is set, and ${where} does not need it. Fix: remove it from this process's variables; what it does not hold cannot be stolen from it`,
      ),
  ];
}
