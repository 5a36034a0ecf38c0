import type { ReactNode } from "react";
import { KeepChoice } from "@/ui/shop/product/buy/keep-choice";

/** Around a product's page and those of its variants: what a shopper has done on one of them is there on the next. */
export default function ProductLayout({ children }: { children: ReactNode }) {
  return <KeepChoice>{children}</KeepChoice>;
}
