export const PASSWORD_LENGTH = { min: 12, max: 128 };

export type PasswordFault = "short" | "long" | "trivial" | "common" | "personal";

/** What is left of a password without what people add to make it look different. */
const letters = (text: string) => text.replace(/[^\p{L}]/gu, "");
const bare = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
const LOOKALIKES: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};
const spelled = (text: string) => text.replace(/[013457@$]/g, (sign) => LOOKALIKES[sign] ?? sign);

const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qwertzuiop",
  "azertyuiop",
];
const MIN_OWN_LETTERS = 6;

/**
 * Why a password is refused; null when it may be used. Length is what counts, so no kinds of characters are asked for.
 * @param isCommon whether a text is among the passwords that attackers try first
 * @param context the words of this shop and person: its name, their name and address
 */
export function passwordFault(
  password: string,
  isCommon: (text: string) => boolean,
  context: readonly string[],
): PasswordFault | null {
  if (password.length < PASSWORD_LENGTH.min) return "short";
  if (password.length > PASSWORD_LENGTH.max) return "long";
  const text = password.normalize("NFKC").toLowerCase();
  if (isTrivial(text)) return "trivial";
  if (isPersonal(text, context)) return "personal";
  return [text, spelled(text)].some((form) => isBuiltFrom(form, isCommon)) ? "common" : null;
}

/** One short piece over and over, or neighbours on a keyboard. */
function isTrivial(text: string): boolean {
  if (/^(.{1,6}?)\1+.{0,5}$/su.test(text)) return true;
  const runs = ROWS.flatMap((row) => [row, [...row].toReversed().join("")]);
  const rest = runs.reduce((left, row) => removeRuns(left, row), text);
  return rest.replace(/[^\p{L}\p{N}]/gu, "").length < 4;
}

/** Takes out every piece of five or more characters that stands in the row in this order. */
function removeRuns(text: string, row: string): string {
  for (let length = row.length; length >= 5; length -= 1)
    for (let at = 0; at + length <= row.length; at += 1)
      text = text.replaceAll(row.slice(at, at + length), "");
  return text;
}

/** A common password, with digits and signs around it, or two of them. */
function isBuiltFrom(text: string, isCommon: (text: string) => boolean): boolean {
  const core = bare(text);
  if (isCommon(text) || isCommon(core)) return true;
  const parts = core.split(/[^\p{L}]+/u);
  if (parts.length <= 2 && parts.every(isCommon)) return true;
  return Array.from({ length: core.length }, (_, at) => at).some(
    (at) => at >= 3 && isCommon(core.slice(0, at)) && isCommon(core.slice(at)),
  );
}

function isPersonal(text: string, context: readonly string[]): boolean {
  const words = context
    .flatMap((word) => word.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 4);
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), text);
  return rest !== text && letters(rest).length < MIN_OWN_LETTERS;
}
