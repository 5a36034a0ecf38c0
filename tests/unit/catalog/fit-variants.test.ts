import { expect, it } from "vitest";
import { type Fields, readTexts, rowsOf, withRows } from "../../../domain/catalog/editor/editor-fields.ts";
import { fitVariants } from "../../../domain/catalog/editor/fit-variants.ts";

type Option = { name: string; values: string[]; was: string[] };

function formOf(options: Option[], variants: { id: string; values: string[] }[]): Fields {
  const rows = variants.map(({ id, values }) => ({ id, values: JSON.stringify(values), price: "12.00" }));
  const named = options.map(({ name, values, was }) => ({
    ...{ name, values: values.join("\r\n"), was: JSON.stringify(was) },
  }));
  return withRows(withRows({}, "variant", rows), "option", named);
}

const named = (fields: Fields) =>
  rowsOf(fields, "variant").map(({ id, values }) => [id, ...readTexts(values)].join(" "));

const SIZE = { name: "Size", was: ["S", "M"] };
const SHIRTS = [
  { id: "a", values: ["S"] },
  { id: "b", values: ["M"] },
];

it.each([
  ["a new value makes a variant", [{ ...SIZE, values: ["S", "M", "L"] }], ["a S", "b M", " L"]],
  ["a value in between puts it there", [{ ...SIZE, values: ["S", "SM", "M"] }], ["a S", " SM", "b M"]],
  ["a value that is gone takes its variant along", [{ ...SIZE, values: ["M"] }], ["b M"]],
  ["a value in another's place renames it", [{ ...SIZE, values: ["S", "Medium"] }], ["a S", "b Medium"]],
  ["two values that change places rename nothing", [{ ...SIZE, values: ["M", "S"] }], ["a S", "b M"]],
  [
    "a new option: what is there gets its first value",
    [
      { ...SIZE, values: ["S", "M"] },
      { name: "Color", values: ["Red", "Blue"], was: [] },
    ],
    ["a S Red", " S Blue", "b M Red", " M Blue"],
  ],
  [
    "an option without a name yet makes nothing",
    [
      { ...SIZE, values: ["S", "M"] },
      { name: "", values: ["x"], was: [] },
    ],
    ["a S", "b M"],
  ],
  ["an option that is emptied leaves the first of those that are alike", [{ ...SIZE, values: [] }], ["a"]],
])("%s", (_, options, expected) => {
  const fitted = fitVariants(formOf(options, SHIRTS));
  expect(named(fitted)).toEqual(expected);
  expect(fitVariants(fitted)).toEqual(fitted);
});

it("a combination that the merchant left out stays out when another value is added", () => {
  const options = [
    { name: "Size", values: ["S", "M"], was: ["S", "M"] },
    { name: "Color", values: ["Red", "Blue", "Green"], was: ["Red", "Blue"] },
  ];
  const variants = [
    { id: "a", values: ["S", "Red"] },
    { id: "b", values: ["M", "Blue"] },
  ];
  expect(named(fitVariants(formOf(options, variants)))).toEqual([
    "a S Red",
    " S Green",
    "b M Blue",
    " M Green",
  ]);
});

it("a new variant costs what the first one costs and has no units", () => {
  const fitted = fitVariants(formOf([{ ...SIZE, values: ["S", "M", "L"] }], SHIRTS));
  expect(rowsOf(fitted, "variant")[2]).toMatchObject({ price: "12.00", onHand: "0", sku: "" });
});
