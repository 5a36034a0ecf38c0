import { isCurrency, MAXIMUM_AMOUNT } from "../objects/currencies.ts";
import { invalidRequest } from "./errors.ts";
import type { FormObject, FormValue } from "./form.ts";

/**
 * One parameter of an endpoint: reads what came (or did not come) and answers a value or one of Stripe's complaints.
 * `path` is the parameter's name as Stripe writes it, e.g. `line_items[0][quantity]`.
 */
export interface Param<T> {
  read(value: FormValue | undefined, path: string): T;
}
export type Read<P> = P extends Param<infer T> ? T : never;
type Shape = Record<string, Param<unknown>>;
type ReadShape<S extends Shape> = { [K in keyof S]: Read<S[K]> };

function required<T>(read: (text: string, path: string) => T): Param<T> {
  return {
    read(value, path) {
      if (value === undefined)
        throw invalidRequest(`Missing required param: ${path}.`, path, "parameter_missing");
      if (typeof value !== "string")
        throw invalidRequest("Invalid string: {}", path, "parameter_invalid_string");
      if (value === "") throw emptyString(path);
      return read(value, path);
    },
  };
}

function emptyString(path: string) {
  const message = `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a field; however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`;
  return invalidRequest(message, path, "parameter_invalid_empty");
}

export const text = (maxLength = 5000): Param<string> =>
  required((value, path) => {
    if (value.length > maxLength) {
      const shown = value.length > 20 ? `${value.slice(0, 10)}...${value.slice(-10)}` : value;
      throw invalidRequest(`Invalid string: ${shown}; must be at most ${maxLength} characters`, path);
    }
    return value;
  });

export const integer = (minimum = 0, maximum = MAXIMUM_AMOUNT): Param<number> =>
  required((value, path) => {
    const number = Number(value);
    const complain = (message: string) => invalidRequest(message, path, "parameter_invalid_integer");
    if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number)) throw complain(`Invalid integer: ${value}`);
    if (number < minimum) throw complain(`This value must be greater than or equal to ${minimum}.`);
    if (number > maximum) throw complain(`This value must be less than or equal to ${maximum}.`);
    return number;
  });

/** A number with at most four digits after the point. */
export const decimal = (minimum: number, maximum: number): Param<number> =>
  required((value, path) => {
    const number = Number(value);
    const complain = (message: string) => invalidRequest(message, path);
    if (!/^-?\d+(\.\d{1,4})?$/.test(value)) throw complain(`Invalid decimal: ${value}`);
    if (number < minimum) throw complain(`This value must be greater than or equal to ${minimum}.`);
    if (number > maximum) throw complain(`This value must be less than or equal to ${maximum}.`);
    return number;
  });

export const timestamp = (): Param<number> => integer(0, 99_999_999_999);

export const boolean = (): Param<boolean> =>
  required((value, path) => {
    if (value !== "true" && value !== "false") throw invalidRequest(`Invalid boolean: ${value}`, path);
    return value === "true";
  });

export const currency = (): Param<string> =>
  required((value, path) => {
    const code = value.toLowerCase();
    if (isCurrency(code)) return code;
    throw invalidRequest(`Invalid currency: ${value}. Stripe currently supports ISO 4217 currencies.`, path);
  });

export const url = (): Param<string> =>
  required((value, path) => {
    // Stripe fills {CHECKOUT_SESSION_ID} in later; braces are legal only after that.
    if (URL.canParse(text().read(value, path).replaceAll(/[{}]/g, "")) && /^https?:\/\//i.test(value))
      return value;
    throw invalidRequest("Not a valid URL", path, "url_invalid");
  });

export const email = (): Param<string> =>
  required((value, path) => {
    if (isEmail(value)) return value;
    throw invalidRequest(`Invalid email address: ${value}`, path, "email_invalid");
  });

export const isEmail = (value: string): boolean =>
  value.length <= 512 && /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(value);

export const oneOf = <const T extends string>(...values: T[]): Param<T> =>
  required((value, path) => {
    const match = values.find((candidate) => candidate === value);
    if (match !== undefined) return match;
    throw invalidRequest(`Invalid ${path}: must be one of ${orList(values)}`, path);
  });

function orList(values: string[]): string {
  if (values.length < 3) return values.join(" or ");
  return `${values.slice(0, -1).join(", ")}, or ${values.at(-1)}`;
}

export const optional = <T>(param: Param<T>): Param<T | undefined> => ({
  read: (value, path) => (value === undefined ? undefined : param.read(value, path)),
});

/** `true` when every parameter of ours is one of Stripe's, by its official types. */
export type AreStripes<Ours, Theirs> = [Exclude<keyof Ours, keyof Theirs>] extends [never] ? true : never;

/** An empty string unsets the field: null. */
export const unsettable = <T>(param: Param<T>): Param<T | null | undefined> => ({
  read: (value, path) => (value === undefined ? undefined : value === "" ? null : param.read(value, path)),
});

/** The new value of a field that an update may leave out; null is a value. */
export const orElse = <T>(given: T | undefined, before: T): T => (given === undefined ? before : given);

export const list = <T>(item: Param<T>, maximum = 100): Param<T[]> => ({
  read(value, path) {
    if (value === undefined)
      throw invalidRequest(`Missing required param: ${path}.`, path, "parameter_missing");
    if (value === "") return [];
    if (!Array.isArray(value)) throw invalidRequest("Invalid array", path);
    if (value.length > maximum)
      throw invalidRequest(`Array ${path} has too many elements; at most ${maximum} are allowed.`, path);
    return value.map((element, index) => item.read(element, `${path}[${index}]`));
  },
});

/** `notYet` lists parameters that Stripe has and the sandbox does not: refused loudly, never ignored. */
export const object = <S extends Shape>(shape: S, notYet: readonly string[] = []): Param<ReadShape<S>> => ({
  read(value, path) {
    const form = value === undefined ? {} : asObject(value, path);
    const nameOf = (key: string): string => (path === "" ? key : `${path}[${key}]`);
    const unknown = Object.keys(form).filter((key) => !Object.hasOwn(shape, key));
    const missing = unknown.find((key) => notYet.includes(key));
    if (missing !== undefined) {
      throw invalidRequest(
        `The sandbox does not imitate this parameter: ${nameOf(missing)}. Stripe itself accepts it.`,
        nameOf(missing),
        "sandbox_not_covered",
      );
    }
    if (unknown.length > 0) {
      const names = unknown.map(nameOf);
      const message = `Received unknown parameter${names.length > 1 ? "s" : ""}: ${names.join(", ")}`;
      throw invalidRequest(message, names[0], "parameter_unknown");
    }
    const read = Object.entries(shape).map(([key, param]) => [key, param.read(form[key], nameOf(key))]);
    return Object.fromEntries(read) as ReadShape<S>;
  },
});

/** Like `object`, and missing altogether is an error of its own. */
export const requiredObject = <S extends Shape>(
  shape: S,
  notYet: readonly string[] = [],
): Param<ReadShape<S>> => ({
  read(value, path) {
    if (value === undefined)
      throw invalidRequest(`Missing required param: ${path}.`, path, "parameter_missing");
    return object(shape, notYet).read(value, path);
  },
});

/** `created[gte]=…` or `created=…`, as every list takes it. */
export interface Range {
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
}
const bounds = object({
  gt: optional(timestamp()),
  gte: optional(timestamp()),
  lt: optional(timestamp()),
  lte: optional(timestamp()),
});
export const range = (): Param<Range> => ({
  read(value, path) {
    if (typeof value !== "string") return bounds.read(value, path);
    const exact = timestamp().read(value, path);
    return { gte: exact, lte: exact };
  },
});

export function asObject(value: FormValue | undefined, path: string): FormObject {
  if (typeof value === "object" && !Array.isArray(value)) return value;
  // `items[0]=x` for a hash arrives as a list: Stripe calls both an invalid object.
  throw invalidRequest("Invalid object", path);
}
