/** A decoded form body or query: `a[b][0]=c` becomes `{ a: { b: ["c"] } }`. */
export type FormValue = string | FormValue[] | FormObject;
export interface FormObject {
  [key: string]: FormValue;
}

/** Deeper than anything in Stripe's API; keeps a hostile body from exhausting the stack. */
const MAX_DEPTH = 12;

/** A tree under construction: arrays are told from objects at the end, by their keys. */
class Node {
  readonly children = new Map<string, Node | string>();
  readonly isList: boolean;
  constructor(isList: boolean) {
    this.isList = isList;
  }
}

export function parseForm(text: string): FormObject {
  const root = new Node(false);
  if (text === "") return {};
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    const value = equals === -1 ? "" : decode(pair.slice(equals + 1));
    insert(root, splitKey(name), value);
  }
  return toObject(root);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** "a[b][]" -> ["a", "b", ""] */
function splitKey(name: string): string[] {
  const open = name.indexOf("[");
  if (open <= 0 || !name.endsWith("]")) return [name];
  return [name.slice(0, open), ...name.slice(open + 1, -1).split("][")].slice(0, MAX_DEPTH);
}

function insert(root: Node, path: string[], value: string): void {
  let node = root;
  path.forEach((raw, depth) => {
    const next = path[depth + 1];
    const key = raw === "" && depth > 0 ? keyOfAppended(node, next) : raw;
    if (next === undefined) {
      node.children.set(key, value);
      return;
    }
    const child = node.children.get(key);
    const branch = child instanceof Node ? child : new Node(next === "" || /^\d+$/.test(next));
    node.children.set(key, branch);
    node = branch;
  });
}

/** `a[][x]=1&a[][y]=2` fills one element until a field repeats, as Rack does. */
function keyOfAppended(node: Node, field: string | undefined): string {
  const last = node.children.get(String(node.children.size - 1));
  const fits = field !== undefined && last instanceof Node && !last.children.has(field);
  return String(fits ? node.children.size - 1 : node.children.size);
}

function toObject(node: Node): FormObject {
  // No prototype: a parameter called __proto__ or constructor stays a parameter.
  const result: FormObject = Object.create(null);
  for (const [key, child] of node.children) result[key] = toValue(child);
  return result;
}

function toValue(child: Node | string): FormValue {
  if (!(child instanceof Node)) return child;
  const isList = child.isList && [...child.children.keys()].every((key) => /^\d+$/.test(key));
  if (!isList) return toObject(child);
  return [...child.children].sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => toValue(value));
}
