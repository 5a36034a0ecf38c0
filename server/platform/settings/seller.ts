import "server-only";
import { type Seller, withShopContact } from "@/domain/settings/seller";
import { settings } from "./settings";

/** Who sells, as every page, mail and document has it. Without a legal name nothing was said of the seller yet. */
export const getSeller = (): Seller => withShopContact(settings("seller"), settings("shop"));
