import { LinkButton } from "../../kit/form/link-button";
import { PageTitle } from "../frame/page-title";

const ENDED = {
  expired: {
    title: "This checkout has expired",
    sentence:
      "The things were kept for you for a while and are free again. Nothing was charged, and your cart is as it was.",
  },
  unavailable: {
    title: "The checkout does not answer",
    sentence: "Nothing was charged. Your cart is kept: please try again in a few minutes.",
  },
};

export function CheckoutEnded({ kind }: { kind: keyof typeof ENDED }) {
  const { title, sentence } = ENDED[kind];
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{title}</PageTitle>
      <p className="mt-4 max-w-prose text-lead text-ink-soft">{sentence}</p>
      <LinkButton href="/cart" prefetch={false} className="mt-8">
        Back to the cart
      </LinkButton>
    </div>
  );
}
