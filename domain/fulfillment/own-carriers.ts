/** A carrier that the shop added; its code is the id of its row. */
export type OwnCarrier = {
  code: string;
  name: string;
  /** The page of a parcel; {number} stands for its number. */
  link: string;
  /** How its numbers look; null: not said. */
  form: string | null;
  /** It is offered no more; parcels that it has keep their link. */
  isArchived: boolean;
};

export const MAX_OWN_CARRIERS = 50;
export const MAX_CARRIER_NAME = 40;
const MAX_LINK = 300;
const PLACE = "{number}";

export type CarrierFault =
  | "no_name"
  | "not_a_link"
  | "no_place"
  | "not_a_form"
  | "name_taken"
  | "too_many"
  | "gone";

/** As they are kept. */
export const readTyped = ({ name, link, form }: { name: string; link: string; form: string }) => ({
  name: name.trim().replaceAll(/\s+/g, " "),
  link: link.trim(),
  form: form.replaceAll(/\s/g, "").toUpperCase() || null,
});

/** What is wrong with them by themselves; null where nothing is. */
export function faultOfCarrier({ name, link, form }: ReturnType<typeof readTyped>): CarrierFault | null {
  if (!/[\p{L}\p{N}]/u.test(name) || [...name].length > MAX_CARRIER_NAME) return "no_name";
  if (link.split(PLACE).length !== 2) return "no_place";
  if (!isSafeLink(link)) return "not_a_link";
  // Literals, # and @: it is compared character by character, and nothing of it is run.
  if (form !== null && !/^[A-Z0-9#@]{4,40}$/.test(form)) return "not_a_form";
  return null;
}

/** Over HTTPS to a public name, which no number can change. */
function isSafeLink(link: string): boolean {
  if (link.length > MAX_LINK || /[\s\\<>"]/.test(link)) return false;
  const [one, other] = ["AB12", "ZZ98"].map((number) => URL.parse(link.replace(PLACE, number)));
  if (!one || !other) return false;
  const isPublic = one.hostname.includes(".") && /[a-z]$/.test(one.hostname);
  return (
    one.protocol === "https:" && one.origin === other.origin && isPublic && one.username + one.password === ""
  );
}

export const ownLink = ({ link }: OwnCarrier, number: string): string =>
  link.replace(PLACE, () => encodeURIComponent(number));

/** Whether a number looks so: # is a digit, @ a letter, everything else itself. */
export function hasForm(form: string, number: string): boolean {
  if (form.length !== number.length) return false;
  return [...form].every((sign, at) => {
    const found = number[at] ?? "";
    if (sign === "#") return /\d/.test(found);
    return sign === "@" ? /[A-Z]/.test(found) : sign === found;
  });
}
