import { Notice } from "../../kit/notice";

const PROBLEMS: Record<string, string> = {
  checkout:
    "The checkout cannot be opened at the moment. Your cart is kept: please try again in a few minutes.",
  too_many:
    "Several checkouts are open from your connection. Finish one of them, or try again in half an hour. Your cart is kept.",
  closed:
    "We cannot take payments at the moment and are working on it. Your cart is kept as it is; nothing was charged.",
  changed: "Something in your cart has changed. Please look at it once more before you pay.",
  invalid: "That is not a quantity we can sell. Choose a number from 1 to 99.",
  unavailable: "Somebody was faster: that is sold out now. Nothing was added.",
  full: "The cart takes 50 different things. Remove one to add another.",
};

type CartProblemProps = {
  problem: string | string[] | undefined;
  /** The smallest and largest amount that can be paid, formatted. */
  limits: { least: string; most: string };
};

/** `problem` comes from the address: only words of ours are ever shown. */
export function CartProblem({ problem, limits }: CartProblemProps) {
  const sentence = typeof problem === "string" ? sentenceFor(problem, limits) : null;
  if (!sentence) return null;
  return (
    <Notice tone="signal" role="alert" className="mt-6 max-w-4xl">
      <p>{sentence}</p>
    </Notice>
  );
}

function sentenceFor(problem: string, { least, most }: CartProblemProps["limits"]): string | null {
  if (problem === "too_small")
    return `The smallest amount we can take is ${least}. Add something to your cart, then check out.`;
  if (problem === "too_large")
    return `We can take ${most} at most in one payment. Take something out, or make two orders of it.`;
  return Object.hasOwn(PROBLEMS, problem) ? (PROBLEMS[problem] ?? null) : null;
}
