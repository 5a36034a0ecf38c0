import { expect, it } from "vitest";
import { correctWords } from "../../../domain/catalog/correct-words.ts";

it.each([
  [["umbrela"], [["umbrella", "stand"]], "umbrella"],
  [["teepot"], [["door", "wedge"], ["teapot"]], "teapot"],
  [["clok"], [["wall", "clock"]], "clock"],
  [["lapm", "oak"], [["oak", "lamp"]], "lamp oak"],
  // Every word needs one that is near, in one title.
  [["lapm", "mgu"], [["oak", "lamp"], ["mug"]], null],
  // Nothing is to be corrected, or too much.
  [["lamp"], [["lamp"]], null],
  [["blanket"], [["bracket"]], null],
  [["mgu"], [["mug"]], "mug"],
  [["a"], [["b"]], null],
  [["zzzz"], [], null],
])("D24: %j among %j means %j", (words, titles, meant) => expect(correctWords(words, titles)).toBe(meant));
