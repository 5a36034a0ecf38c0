import "server-only";

// What spreadsheets write for a boolean, and what people do, in the languages of most shops.
const TRUE =
  "true yes 1 y on x wahr ja vrai oui verdadero sí si vero sì verdadeiro sim waar prawda tak pravda ano áno igaz igen " +
  "sant sann sand tosi kyllä истина да так doğru evet adevărat da αληθής αληθησ ναι 是 真 はい 참 예";
const FALSE =
  "false no 0 n off falsch nein faux non falso não nao onwaar nee fałsz nie nepravda ne hamis nem falskt nej usann nei " +
  "falsk epätosi ei ложь нет хибність ні yanlış hayır fals nu ψευδής ψευδησ όχι 否 假 いいえ 거짓 아니요";

const WORDS = new Map<string, boolean>([
  ...TRUE.split(" ").map((word) => [word, true] as const),
  ...FALSE.split(" ").map((word) => [word, false] as const),
]);

/** Reads "true", "FALSCH" or "non"; undefined for a word that is not of the list. */
export function readBoolean(text: string): boolean | undefined {
  return WORDS.get(text.normalize("NFC").trim().toLowerCase());
}
