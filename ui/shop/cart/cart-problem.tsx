import { useTranslations } from "next-intl";
import { MAX_LINES, MAX_QUANTITY } from "@/domain/cart/cart";
import { Notice } from "../../kit/notice";

const PROBLEMS = [
  "busy",
  "changed",
  "checkout",
  "closed",
  "full",
  "gone",
  "held",
  "held_long",
  "invalid",
  "limited",
  "paid",
  "removed",
  "too_large",
  "too_many",
  "too_small",
  "unavailable",
] as const;

type CartProblemProps = {
  problem: string | string[] | undefined;
  /** The smallest and largest amount that can be paid, formatted. */
  limits: { least: string; most: string };
};

/** `problem` comes from the address: only messages of ours are ever shown. */
export function CartProblem({ problem, limits }: CartProblemProps) {
  const t = useTranslations();
  const known = PROBLEMS.find((name) => name === problem);
  if (!known) return null;
  const values = { ...limits, maxLines: MAX_LINES, maxQuantity: MAX_QUANTITY };
  return (
    <Notice tone="signal" role="alert" className="mt-6 max-w-4xl">
      <p>{t(`shop.cart.problem.${known}`, values)}</p>
    </Notice>
  );
}
