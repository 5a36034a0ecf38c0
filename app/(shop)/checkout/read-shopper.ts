import { headers } from "next/headers";
import { heldReference } from "@/server/cart/cart-cookie";
import type { Shopper } from "@/server/orders/place/shopper";
import { shopperKey } from "@/server/platform/client-address";
import { rememberVisitor } from "@/server/platform/visitor";

/** Who asks for an order. It sets the visitor's cookie: call it before anything else does. */
export async function readShopper(): Promise<Shopper> {
  const { key: visitor, countedAs } = await rememberVisitor();
  return { openedBy: shopperKey(await headers()), visitor, countedAs, heldReference: await heldReference() };
}
