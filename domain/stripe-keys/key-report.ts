/** What a probe told of one permission. `unverified`: no answer that says either. */
export type ProbeVerdict = "granted" | "missing" | "unverified";

export type PermissionRow = {
  /** Stripe's slug. */
  permission: string;
  /** As the dashboard's form says it: "Charges and Refunds: Read". */
  row: string;
  fix: string;
  link: string;
};

export type NeededRow = PermissionRow & {
  verdict: ProbeVerdict;
  features: { words: string; without: string }[];
  confidence: "known" | "likely" | "inferred";
};

export type KeyReport = {
  /** One, or all when one key stands for them. */
  roles: string[];
  variables: string[];
  /** Safe to print: prefix and last four characters at most. */
  shown: string;
  kind: string;
  mode: "test" | "live" | null;
  /** The Stripe account that it is of, from a refusal's words; null when none was told. */
  account: string | null;
  /** Why the key could not be examined; null when it could. */
  fault: { sentence: string; fix: string; link: string } | null;
  needed: NeededRow[];
  /** What the key may do and no call needs. */
  excess: PermissionRow[];
  /** Rows nobody needs of which it is not known whether the key has them. */
  unverifiedExcess: PermissionRow[];
  /** Opens Stripe's form for a new key with the right rows set. */
  createLink: string;
};

export type KeysVerdict = "exact" | "wrong" | "unverified";
export type KeysReport = {
  checkedAt: string;
  isSandbox: boolean;
  verdict: KeysVerdict;
  /** What is wrong with the keys together, however right each is; null when nothing is. */
  fault: { sentence: string; fix: string } | null;
  keys: KeyReport[];
};

/** Exactly what is needed, or something missing, too much or refused, or not known. */
export function keysVerdict(keys: readonly KeyReport[], fault: KeysReport["fault"]): KeysVerdict {
  const isWrong = ({ fault, needed, excess }: KeyReport) =>
    fault !== null || excess.length > 0 || needed.some(({ verdict }) => verdict === "missing");
  const isOpen = ({ needed, unverifiedExcess }: KeyReport) =>
    unverifiedExcess.length > 0 || needed.some(({ verdict }) => verdict === "unverified");
  if (fault !== null || keys.some(isWrong)) return "wrong";
  return keys.length === 0 || keys.some(isOpen) ? "unverified" : "exact";
}

/** What the shop cannot do because a permission is missing or Stripe takes no such key, each once. */
export function featuresOff(keys: readonly KeyReport[]): { words: string; without: string }[] {
  const off = keys.flatMap(({ fault, needed }) =>
    needed
      .filter(({ verdict }) => fault !== null || verdict === "missing")
      .flatMap(({ features }) => features),
  );
  return [...new Map(off.map((feature) => [feature.words, feature])).values()];
}
