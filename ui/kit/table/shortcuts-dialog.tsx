"use client";

import { Keyboard } from "lucide-react";
import { useEffect, useState } from "react";
import { keepSetting, readSetting } from "../browser-setting";
import { Dialog } from "../dialog";
import { Button } from "../form/button";

const KEYS = "admin-keys";

type ShortcutsDialogProps = {
  /** Each key with what it does. */
  keys: { key: string; meaning: string }[];
  texts: { title: string; turnOn: string; turnOff: string; close: string };
};

/** Listens to the keys, and lists them; can be turned off. */
export function ShortcutsDialog({ keys, texts }: ShortcutsDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [isOn, setIsOn] = useState(true);

  useEffect(() => setIsOn(readSetting(KEYS) !== "off"), []);
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (act(event, () => setIsOpen(true))) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOn]);

  useEffect(() => {
    document.addEventListener("click", clickRow);
    return () => document.removeEventListener("click", clickRow);
  }, []);

  const toggle = () => {
    keepSetting(KEYS, isOn ? "off" : "on");
    setIsOn(!isOn);
  };
  return (
    <Dialog
      title={texts.title}
      closeLabel={texts.close}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button tone="quiet" size="small" className="max-md:hidden">
          <Keyboard aria-hidden className="size-4" /> {texts.title}
        </Button>
      }
    >
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2 text-sm">
        {keys.map(({ key, meaning }) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded-sm border border-line-strong px-1.5 py-0.5 font-sans">{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Button tone="plain" size="small" className="mt-6" aria-pressed={isOn} onClick={toggle}>
        {isOn ? texts.turnOff : texts.turnOn}
      </Button>
    </Dialog>
  );
}

function clickRow(event: MouseEvent): void {
  const { target, ctrlKey, metaKey, shiftKey } = event;
  if (!(target instanceof Element) || target.closest("a, button")) return;
  const link = target.closest("td [title]")?.closest("tr")?.querySelector("[data-row]");
  link?.dispatchEvent(
    new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
  );
}

/** @returns true when the key meant something here */
function act(event: KeyboardEvent, help: () => void): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const { activeElement } = document;
  if (document.querySelector("[role=dialog]")) return false;
  const isInSearch = activeElement?.id === "admin-search";
  if (isInSearch && event.key === "ArrowDown") return move(1);
  if (activeElement instanceof HTMLElement && activeElement.matches("input, select, textarea")) return false;
  const isOnRow = activeElement?.hasAttribute("data-row") === true;
  switch (event.key) {
    case "/":
      return focus(document.getElementById("admin-search"));
    case "j":
      return move(1) || press("j");
    case "k":
      return move(-1) || press("k");
    case "ArrowDown":
      return isOnRow && move(1);
    case "ArrowUp":
      return isOnRow && move(-1);
    case "n":
      return open("next") || press("n");
    case "p":
      return open("back") || press("p");
    case "?":
      help();
      return true;
    default:
      return /^[a-z]$/.test(event.key) && press(event.key);
  }
}

/** Follows the link, opens the form or enters the field that has the key. */
function press(key: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-shortcut=${key}]`);
  if (!element || element.matches("input, textarea")) return focus(element);
  const folded = element.closest("details");
  if (!folded) element.click();
  else {
    folded.open = true;
    focus(folded.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select") ?? element);
  }
  return true;
}

function move(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const { activeElement } = document;
  const here = activeElement instanceof HTMLElement ? rows.indexOf(activeElement) : -1;
  return focus(rows[here === -1 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1)] ?? null);
}

function focus(element: HTMLElement | null): boolean {
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
  return element !== null;
}

function open(page: "next" | "back"): boolean {
  const link = document.querySelector<HTMLElement>(`[data-page=${page}]`);
  link?.click();
  return link !== null;
}
