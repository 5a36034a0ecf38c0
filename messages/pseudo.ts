/** A language nobody speaks: it shows in the browser which text comes from no message, and what has no room to grow. */
export const PSEUDO_LOCALE = "en-XA";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ";
const VOWELS = /[aeiouyAEIOUY]/;
/** German and Finnish are about this much longer than English. */
const GROWTH = 0.4;

/** Every message bracketed, in accented letters and 40 % longer; arguments, plural forms and tags stay. */
export function pseudoMessages<Tree extends object>(tree: Tree): Tree {
  const entries = Object.entries(tree).map(([key, value]) => [
    key,
    typeof value === "string" ? pseudoMessage(value) : pseudoMessages(value),
  ]);
  return Object.fromEntries(entries);
}

export function pseudoMessage(message: string): string {
  return `[${rewriteText(message, 0).text}]`;
}

/**
 * Rewrites the text of an ICU message from `start` to its end or to the brace that closes it.
 * @returns the text and where it ended
 */
function rewriteText(message: string, start: number): { text: string; end: number } {
  let text = "";
  let owed = 0;
  let index = start;
  while (index < message.length && message[index] !== "}") {
    const letter = message.charAt(index);
    if (letter === "{") {
      const argument = rewriteArgument(message, index);
      text += argument.text;
      index = argument.end;
      continue;
    }
    if (letter === "<") {
      const end = message.indexOf(">", index) + 1;
      text += message.slice(index, end);
      index = end;
      continue;
    }
    const accented = ACCENTED.charAt(LETTERS.indexOf(letter)) || letter;
    owed += GROWTH;
    const grows = owed >= 1 && VOWELS.test(letter);
    if (grows) owed -= 1;
    text += grows ? accented + accented : accented;
    index += 1;
  }
  return { text: text + "·".repeat(Math.ceil(owed)), end: index };
}

/** `{name}` and `{name, number}` as they are; of `{name, plural, one {…} other {…}}` only what stands in its branches. */
function rewriteArgument(message: string, start: number): { text: string; end: number } {
  let text = "{";
  let index = start + 1;
  while (message[index] !== "}") {
    if (index >= message.length) throw new SyntaxError(`a brace is not closed in: ${message}`);
    if (message[index] !== "{") {
      text += message.charAt(index);
      index += 1;
      continue;
    }
    const branch = rewriteText(message, index + 1);
    text += `{${branch.text}}`;
    index = branch.end + 1;
  }
  return { text: `${text}}`, end: index + 1 };
}
