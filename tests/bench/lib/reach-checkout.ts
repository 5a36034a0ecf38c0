import { fetchPage, type Page } from "./fetch-page.ts";

const PRODUCT = "/products/hand-bell";

/** Puts something into a cart and begins to pay, as a browser without JavaScript would. @returns both pages' cookies */
export async function reachCheckout(origin: string): Promise<{ cart: string; checkout: string }> {
  const added = await sendForm(origin, PRODUCT, "", "variantId", {});
  const cart = cookiesOf(added);
  // The field that a browser's script sets: Stripe's form inside the shop, and not on Stripe's own page.
  const begun = await sendForm(origin, "/cart", cart, "shown", { ui: "embedded_page" });
  const checkout = cookiesOf(begun);
  if (!cart || !checkout) {
    throw new Error(
      `the checkout could not be reached: ${added.status} ${begun.status} ${begun.headers.location}`,
    );
  }
  return { cart, checkout: `${cart}; ${checkout}` };
}

/** Sends the first form of a page that has a certain field, with what is filled in there. */
async function sendForm(
  origin: string,
  path: string,
  cookie: string,
  field: string,
  values: Record<string, string>,
): Promise<Page> {
  const html = (await fetchPage(origin + path, { headers: { cookie } })).bytes.toString("utf8");
  const form = html.split("<form").find((part) => part.includes(`name="${field}"`));
  if (!form) throw new Error(`${path} has no form with a field "${field}"`);
  const data = new FormData();
  for (const [input] of form.split("</form>")[0]?.matchAll(/<input\b[^>]*>/g) ?? []) {
    const name = attribute(input, "name");
    if (name) data.set(name, attribute(input, "value") ?? "");
  }
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  const body = new Response(data);
  return fetchPage(origin + path, {
    method: "POST",
    headers: { cookie, origin, "content-type": body.headers.get("content-type") ?? "" },
    body: await body.text(),
  });
}

const attribute = (tag: string, name: string) =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll("&quot;", '"').replaceAll("&amp;", "&");

function cookiesOf({ headers }: Page): string {
  const set = headers["set-cookie"];
  return (Array.isArray(set) ? set : []).map((text) => text.split(";")[0]).join("; ");
}
