"use client";

import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";

type Kept = { quantity: RefObject<string>; show: (variant: string) => void };

const Choice = createContext<Kept>({ quantity: { current: "1" }, show: () => undefined });

/** The quantity that is asked for, whichever variant it is asked of. */
export const useKeptQuantity = () => useContext(Choice).quantity;

/**
 * Every variant has a page of its own, and choosing one puts it in the place of the former. This stays where it is, and
 * keeps the quantity and the keyboard's place, and says which variant was chosen.
 */
export function KeepChoice({ children }: { children: ReactNode }) {
  const quantity = useRef("1");
  const shown = useRef<string>(null);
  const focused = useRef<string>(null);
  const [said, say] = useState("");
  const kept = useMemo(
    () => ({
      quantity,
      show(variant: string) {
        const former = shown.current;
        shown.current = variant;
        if (former === null || former === variant) return;
        say(variant);
        if (document.activeElement !== document.body || focused.current === null) return;
        const place = document.getElementById(focused.current) ?? document.querySelector(CHOSEN);
        if (place instanceof HTMLElement) place.focus({ preventScroll: true });
      },
    }),
    [],
  );
  return (
    <Choice value={kept}>
      {/* What React takes away loses its focus without an event: what is remembered then was focused until the end. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only watches */}
      <div
        onFocus={({ target }) => {
          focused.current = target.id;
        }}
        onBlur={() => {
          focused.current = null;
        }}
      >
        {children}
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </Choice>
  );
}

const CHOSEN = ".choice[aria-current=true]";

/** On the page of each variant: says that it is shown now, as "Chalk, 25 cl, €22.00, in stock". */
export function ShownVariant({ variant }: { variant: string }) {
  const { show } = useContext(Choice);
  // Before the browser draws: nobody sees the page without the focus.
  useLayoutEffect(() => show(variant), [show, variant]);
  return null;
}
