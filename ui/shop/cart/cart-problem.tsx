import { useTranslations } from "next-intl";
import { MAX_LINES, MAX_QUANTITY } from "@/domain/cart/cart";
import type { QuoteLine } from "@/domain/cart/quote-line";
import { lineTitle } from "@/domain/orders/line-words";
import { Notice } from "../../kit/notice";

const PROBLEMS = [
  "busy",
  "changed",
  "checkout",
  "closed",
  "cookies",
  "full",
  "gone",
  "held",
  "held_long",
  "invalid",
  "less",
  "limited",
  "link_gone",
  "link_invalid",
  "most",
  "paid",
  "removed",
  "too_large",
  "too_many",
  "too_small",
  "unavailable",
] as const;

const ABOUT_A_LINE = new Set<string>(["held", "less", "limited", "most", "unavailable"]);

type CartProblemProps = {
  problem: string | string[] | undefined;
  /** The smallest and largest amount that can be paid, formatted. */
  limits: { least: string; most: string };
  /** What it is about, where it is about one line. */
  line: QuoteLine | null;
};

/** `problem` comes from the address: only messages of ours are ever shown. */
export function CartProblem({ problem, limits, line }: CartProblemProps) {
  const t = useTranslations();
  const known = PROBLEMS.find((name) => name === problem);
  if (!known) return null;
  // An address that names no line that there is.
  if (!line && ABOUT_A_LINE.has(known)) return null;
  const about = { name: line ? lineTitle(line) : "", quantity: line?.quantity ?? 0 };
  const values = { ...limits, ...about, maxLines: MAX_LINES, maxQuantity: MAX_QUANTITY };
  return (
    <Notice tone="signal" role="alert" className="mt-6 max-w-4xl">
      <p>{t(`shop.cart.problem.${known}`, values)}</p>
    </Notice>
  );
}
