/** Where an entry leads: to a collection or a page by its id, wherever that is by now, or to an address. */
export const MENU_TARGETS = ["collection", "page", "address"] as const;
export type MenuTarget = (typeof MENU_TARGETS)[number];

/** An entry as the merchant keeps it. `title`: empty for the collection's or page's own. */
export type MenuItem = { to: MenuTarget; target: string; title: string };
export type MenuPart = { title: string; items: MenuItem[] };

/** The header has one part without a title; the footer some, each with its title: two levels. */
export type Menu = { parts: MenuPart[] };

/** An entry as the shop shows it. */
export type MenuLink = { title: string; href: string };
export type MenuGroup = { title: string; links: MenuLink[] };

export const MAX_HEADER_ITEMS = 7;
export const MAX_FOOTER_PARTS = 5;
export const MAX_FOOTER_ITEMS = 15;
export const MAX_MENU_TITLE = 40;
export const MAX_MENU_ADDRESS = 300;

export type MenuStep =
  | { step: "add"; part: number; item: MenuItem }
  | { step: "up" | "down" | "remove"; part: number; item: number }
  | { step: "addPart"; title: string }
  | { step: "renamePart"; part: number; title: string }
  | { step: "upPart" | "downPart" | "removePart"; part: number };

export type MenuFault = "no_title" | "not_an_address" | "too_many" | "not_there";

/** A menu after one press of a button; or why it stays as it is. */
export function changeMenu(kind: "header" | "footer", menu: Menu, step: MenuStep): Menu | MenuFault {
  if (step.step === "addPart") {
    if (step.title === "") return "no_title";
    if (kind === "header" || menu.parts.length >= MAX_FOOTER_PARTS) return "too_many";
    return { parts: [...menu.parts, { title: step.title, items: [] }] };
  }
  const part = menu.parts[step.part];
  if (!part) return "not_there";
  const replaced = (changed: MenuPart): Menu => ({ parts: menu.parts.with(step.part, changed) });
  switch (step.step) {
    case "add": {
      const fault = faultOfItem(step.item);
      if (fault) return fault;
      if (part.items.length >= (kind === "header" ? MAX_HEADER_ITEMS : MAX_FOOTER_ITEMS)) return "too_many";
      return replaced({ ...part, items: [...part.items, step.item] });
    }
    case "up":
    case "down":
    case "remove": {
      const items = moved(part.items, step.item, step.step);
      return items ? replaced({ ...part, items }) : "not_there";
    }
    case "renamePart":
      return step.title === "" ? "no_title" : replaced({ ...part, title: step.title });
    default: {
      if (kind === "header") return "not_there";
      const direction = ({ upPart: "up", downPart: "down", removePart: "remove" } as const)[step.step];
      const parts = moved(menu.parts, step.part, direction);
      return parts ? { parts } : "not_there";
    }
  }
}

/** The list with one entry a place up or down, or without it; null where that cannot be. */
export function moved<T>(list: readonly T[], from: number, direction: "up" | "down" | "remove"): T[] | null {
  const entry = list[from];
  if (entry === undefined) return null;
  const rest = list.toSpliced(from, 1);
  if (direction === "remove") return rest;
  const to = from + (direction === "up" ? -1 : 1);
  return to < 0 || to >= list.length ? null : rest.toSpliced(to, 0, entry);
}

function faultOfItem({ to, target, title }: MenuItem): MenuFault | null {
  if (to !== "address") return target === "" ? "not_there" : null;
  if (!isMenuAddress(target)) return "not_an_address";
  return title === "" ? "no_title" : null;
}

/** A path of the shop, a page elsewhere over https, or an email address or phone number to open. */
export const isMenuAddress = (typed: string): boolean =>
  typed.length <= MAX_MENU_ADDRESS &&
  (/^\/(?![/\\])[\w\-./?=&#%~+]*$/.test(typed) ||
    /^https:\/\/[\w.-]+(?:[/?#][\w\-./?=&#%~+:@,;!]*)?$/.test(typed) ||
    /^mailto:[\w.+-]+@[\w.-]+$/.test(typed) ||
    /^tel:\+?[\d-]+$/.test(typed));
