import { dirname, join, normalize } from "node:path";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { parseSync } from "vite";
import type { SourceFile, Violation } from "./architecture.ts";

type Node = { type: string; [field: string]: unknown };
type MessageElement = ReturnType<typeof parse>[number];

/** Attributes and properties that a person reads or hears. */
const READ_NAMES =
  /^(aria-label|alt|title|default|template|placeholder|header|label|pendingLabel|term|sentence|description|message|problem|hint|error|text)$/;
const HAS_WORD = /\p{L}{2}/u;
/** A word with a capital, and one of small letters: class names, keys, brands and SQL have no such pair. */
const IS_SENTENCE = /(?<!\p{L})\p{Lu}[\p{Ll}’]* \p{Ll}+/u;
const IS_NAME = /^\p{Lu}\p{Ll}/u;

/** Every text of these files that does not come from the messages. */
export function findTexts(files: SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) =>
    nodesOf(path, text, isCode)
      .flatMap(textsIn)
      .map((found) => ({ path, rule: `a text outside the messages: ${found.trim()}` })),
  );
}

function textsIn(node: Node): string[] {
  switch (node.type) {
    case "JSXText":
      return [node.value].filter(hasWord);
    case "JSXElement":
    case "JSXFragment":
      return childrenOf(node.children)
        .filter(({ type }) => type === "JSXExpressionContainer")
        .flatMap(({ expression }) => literalsOf(expression))
        .filter(hasWord);
    case "JSXAttribute":
      return isRead(nameOf(node.name)) ? literalsOf(node.value).filter(hasWord) : [];
    case "Property":
      return isRead(nameOf(node.key)) ? literalsOf(node.value).filter(hasWord) : [];
    case "ArrayExpression": {
      // The name of a fact stands before its value: ["Paid", amount].
      const [name, ...values] = childrenOf(node.elements);
      const isPair = values.some(({ type }) => type !== "Literal");
      return isPair ? literalsOf(name).filter((text) => IS_NAME.test(text)) : [];
    }
    case "Literal":
    case "TemplateElement":
      return literalsOf(node).filter((text) => IS_SENTENCE.test(text));
    default:
      return [];
  }
}

/** Commands, variables and addresses are the same in every language. */
const isCode = ({ type, openingElement }: Node) =>
  type === "JSXElement" && isNode(openingElement) && nameOf(openingElement.name) === "code";
const isRead = (name: string) => READ_NAMES.test(name);
const hasWord = (text: unknown): text is string => typeof text === "string" && HAS_WORD.test(text);

/** The strings that an expression may be, when they stand in it. */
function literalsOf(value: unknown): string[] {
  if (!isNode(value)) return [];
  switch (value.type) {
    case "Literal":
      return typeof value.value === "string" ? [value.value] : [];
    case "TemplateElement":
      return isRecord(value.value) ? [String(value.value.raw)] : [];
    case "TemplateLiteral":
      return childrenOf(value.quasis).flatMap(literalsOf);
    case "JSXExpressionContainer":
      return literalsOf(value.expression);
    case "ConditionalExpression":
      return [value.consequent, value.alternate].flatMap(literalsOf);
    case "LogicalExpression":
      return [value.left, value.right].flatMap(literalsOf);
    default:
      return [];
  }
}

/** Every key of a tree of messages, with its text. */
export function messagesIn(tree: object, prefix = ""): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string" ? [[prefix + name, value]] : messagesIn(value, `${prefix}${name}.`),
  );
}

/** Keys that no file names, whole or with a part that is filled in. */
export function findUnused(keys: string[], files: SourceFile[]): string[] {
  const used = new Set<string>();
  const patterns: RegExp[] = [];
  for (const { path, text } of files) {
    for (const node of nodesOf(path, text)) {
      if (node.type === "Literal" && typeof node.value === "string") used.add(node.value);
      if (node.type !== "TemplateLiteral") continue;
      const parts = childrenOf(node.quasis).flatMap(literalsOf);
      if (/^[a-z]+\.[a-zA-Z.]+/.test(parts[0] ?? "")) patterns.push(new RegExp(`^${parts.join("\\w+")}$`));
    }
  }
  return keys.filter((key) => !used.has(key) && !patterns.some((pattern) => pattern.test(key)));
}

/** Calls that name a message without one, or leave out an argument of it. */
export function findWrongCalls(messages: Map<string, string>, files: SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) =>
    nodesOf(path, text)
      .filter(({ type }) => type === "CallExpression")
      .flatMap((call) => wrongCall(messages, call))
      .map((rule) => ({ path, rule })),
  );
}

function wrongCall(messages: Map<string, string>, { callee, arguments: given }: Node): string[] {
  if (!/^t(\.rich|\.markup)?$/.test(calledName(callee))) return [];
  const [key, values] = childrenOf(given);
  if (key?.type !== "Literal" || typeof key.value !== "string") return [];
  const message = messages.get(key.value);
  if (message === undefined) return [`there is no message ${key.value}`];
  if (values && values.type !== "ObjectExpression") return [];
  const properties = childrenOf(values?.properties);
  if (properties.some(({ type }) => type === "SpreadElement")) return [];
  const names = properties.map((property) => nameOf(property.key));
  const missing = argumentsOf(message).filter((name) => !names.includes(name));
  return missing.map((name) => `${key.value} is said without its ${name}`);
}

/** The arguments and tags of a message, those of its branches too. */
export function argumentsOf(message: string): string[] {
  const walk = (elements: MessageElement[]): string[] =>
    elements.flatMap((element) => {
      if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
      if (element.type === TYPE.tag) return [element.value, ...walk(element.children)];
      const branches =
        element.type === TYPE.plural || element.type === TYPE.select ? Object.values(element.options) : [];
      return [element.value, ...branches.flatMap(({ value }) => walk(value))];
    });
  return [...new Set(walk(parse(message)))];
}

/** What a message says by itself: the text between its arguments. */
export function literalsIn(message: string): string {
  const walk = (elements: MessageElement[]): string =>
    elements
      .map((element) => {
        if (element.type === TYPE.literal) return element.value;
        if (element.type === TYPE.tag) return walk(element.children);
        if (element.type !== TYPE.plural && element.type !== TYPE.select) return "";
        return Object.values(element.options)
          .map(({ value }) => walk(value))
          .join("");
      })
      .join("");
  return walk(parse(message));
}

const SERVER_ONLY = ["next-intl", "next-intl/server", "messages/messages", "messages/pseudo"];
const IMPORT = /^(?:import|export)(?! type)[^;]*?from "([^"]+)"/gm;

/** Files of the browser that would bring the messages, or the library that reads them, with them. */
export function findMessagesInBrowser(files: SourceFile[]): Violation[] {
  const byPath = new Map(files.map((file) => [file.path.replace(/\.tsx?$/, ""), file]));
  const seen = new Set<string>();
  const found: Violation[] = [];
  const visit = (file: SourceFile) => {
    if (seen.has(file.path) || /^"use server"/m.test(file.text)) return;
    seen.add(file.path);
    for (const [, name = ""] of file.text.matchAll(IMPORT)) {
      const target = targetOf(file.path, name);
      if (SERVER_ONLY.includes(target) || target.endsWith(".json"))
        found.push({ path: file.path, rule: `${target} would go to the browser` });
      const next = byPath.get(target);
      if (next) visit(next);
    }
  };
  for (const file of files) if (/^"use client"/m.test(file.text)) visit(file);
  return found;
}

function targetOf(path: string, name: string): string {
  const target = name.startsWith("@/")
    ? name.slice(2)
    : name.startsWith(".")
      ? join(dirname(path), name)
      : name;
  return normalize(target).replace(/\.tsx?$/, "");
}

/** Every node of a file, without those that are skipped and what lies in them. */
function nodesOf(path: string, text: string, isSkipped: (node: Node) => boolean = () => false): Node[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`);
  const nodes: Node[] = [];
  const visit = (value: unknown) => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isRecord(value)) return;
    if (isNode(value)) {
      if (isSkipped(value)) return;
      nodes.push(value);
    }
    for (const field of Object.values(value)) visit(field);
  };
  visit(program);
  return nodes;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const isNode = (value: unknown): value is Node => isRecord(value) && typeof value.type === "string";
const childrenOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
const nameOf = (value: unknown): string => (isNode(value) ? String(value.name ?? value.value ?? "") : "");

function calledName(callee: unknown): string {
  if (!isNode(callee)) return "";
  if (callee.type === "Identifier") return nameOf(callee);
  return callee.type === "MemberExpression" ? `${calledName(callee.object)}.${nameOf(callee.property)}` : "";
}
