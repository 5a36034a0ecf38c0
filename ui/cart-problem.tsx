import { Notice } from "./kit/notice";

const PROBLEMS: Record<string, string> = {
  checkout:
    "The checkout cannot be opened at the moment. Your cart is kept: please try again in a few minutes.",
  closed:
    "We cannot take payments at the moment and are working on it. Your cart is kept as it is; nothing was charged.",
  changed: "Something in your cart has changed. Please look at it once more before you pay.",
  invalid: "That is not a quantity we can sell. Choose a number from 1 to 99.",
  unavailable: "Somebody was faster: that is sold out now. Nothing was added.",
  full: "The cart takes 50 different things. Remove one to add another.",
};

/** `problem` comes from the address: only words of ours are ever shown. */
export function CartProblem({ problem }: { problem: string | string[] | undefined }) {
  const sentence = typeof problem === "string" && Object.hasOwn(PROBLEMS, problem) ? PROBLEMS[problem] : null;
  if (!sentence) return null;
  return (
    <Notice tone="signal" role="alert" className="mt-6 max-w-4xl">
      <p>{sentence}</p>
    </Notice>
  );
}
