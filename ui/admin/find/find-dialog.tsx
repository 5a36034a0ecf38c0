"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import Link from "next/link";
import { type MouseEvent, useEffect, useState } from "react";
import { type FoundGroup, type FoundItem, matchPlaces, type Place } from "@/domain/find/match-places";
import { buttonClass } from "../../kit/form/button";
import { useFound } from "./use-found";

type FindDialogProps = {
  places: Place[];
  texts: Record<"open" | "title" | "placeholder" | "nothing" | "failed" | "hint", string>;
  kinds: Record<FoundGroup["kind"], string>;
};

/** One field that leads everywhere: pages, orders, products and customers; opened by Ctrl-K or ⌘K. */
export function FindDialog({ places, texts, kinds }: FindDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const { groups, state } = useFound(isOpen ? typed : "");
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      setIsOpen((was) => !was);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const pages = matchPlaces(places, typed).map(({ href, name }) => ({ href, title: name, detail: "" }));
  const shown = [{ kind: "places" as const, items: pages }, ...groups].filter(
    ({ items }) => items.length > 0,
  );
  const change = (open: boolean) => {
    setIsOpen(open);
    if (open) setTyped("");
  };
  // A click that opens another tab leaves this page as it is.
  const leave = ({ ctrlKey, metaKey, shiftKey }: MouseEvent) => {
    if (!ctrlKey && !metaKey && !shiftKey) setIsOpen(false);
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={change}>
      <Dialog.Trigger
        aria-keyshortcuts="Control+K Meta+K"
        className={`${buttonClass("plain", "small")} w-full justify-start noscript:hidden`}
      >
        <Search aria-hidden className="size-4" /> {texts.open}
        <kbd className="ms-auto font-sans text-xs text-ink-soft max-lg:hidden">{texts.hint}</kbd>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/45 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label={texts.title}
          className="fixed start-1/2 top-[8dvh] z-50 flex max-h-[84dvh] w-[min(38rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col overflow-hidden rounded-control bg-paper-raised text-sm text-ink shadow-2xl transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Autocomplete.Root
            inline
            open
            mode="none"
            autoHighlight="always"
            keepHighlight
            items={shown}
            itemToStringValue={({ title }: FoundItem) => title}
            value={typed}
            onValueChange={(value, { reason }) => {
              if (reason !== "item-press") setTyped(value);
            }}
          >
            <div className="flex items-center gap-3 border-b border-line px-4">
              <Search aria-hidden className="size-4 shrink-0 text-ink-soft" />
              <Autocomplete.Input
                aria-label={texts.title}
                placeholder={texts.placeholder}
                maxLength={200}
                className="h-12 w-full bg-transparent text-base outline-none placeholder:text-ink-soft"
              />
            </div>
            <Autocomplete.Status className="sr-only">
              {state === "failed" ? texts.failed : ""}
            </Autocomplete.Status>
            <Autocomplete.Empty className="px-4 empty:hidden">
              {shown.length > 0 || state === "asking" ? null : (
                <p className="py-6 text-ink-soft">{state === "failed" ? texts.failed : texts.nothing}</p>
              )}
            </Autocomplete.Empty>
            <Autocomplete.List
              aria-busy={state === "asking"}
              className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2 empty:hidden"
            >
              {(group: FoundGroup) => (
                <Autocomplete.Group key={group.kind} items={group.items} className="not-first:mt-2">
                  <Autocomplete.GroupLabel className="px-2.5 py-1 text-xs text-ink-soft">
                    {kinds[group.kind]}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(item: FoundItem) => <FoundLink key={item.href} item={item} onClick={leave} />}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type FoundLinkProps = { item: FoundItem; onClick: (event: MouseEvent) => void };

function FoundLink({ item, onClick }: FoundLinkProps) {
  return (
    <Autocomplete.Item
      value={item}
      render={<Link href={item.href} prefetch={false} onClick={onClick} />}
      className="flex min-h-9 items-center justify-between gap-4 rounded-control px-2.5 py-1.5 outline-none data-highlighted:bg-accent-wash data-highlighted:text-accent-ink"
    >
      <span className="min-w-0 truncate">{item.title}</span>
      <span className="figures max-w-1/2 shrink-0 truncate text-ink-soft">{item.detail}</span>
    </Autocomplete.Item>
  );
}
