"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

type BuyBarProps = {
  /** Which variant is bought: away from its choices the bar has to say it. */
  name: string;
  children: ReactNode;
};

/**
 * The way to buy, in its place below the choices. Once a phone has scrolled past it, it stays at the screen's lower edge
 * (globals.css, `.buy-bar`): before that the choices are not made, and it would lie on them.
 */
export function BuyBar({ name, children }: BuyBarProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isPassed, setPassed] = useState(false);
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const observer = new IntersectionObserver(([entry]) => {
      const isAbove = entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.bottom < 0;
      // Its place is kept, or what follows would jump up by its height.
      current.style.minHeight = isAbove ? `${current.offsetHeight}px` : "";
      setPassed(isAbove);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} className="mt-8 print:hidden">
      <div className="buy-bar" data-passed={isPassed || undefined}>
        <p className="buy-bar-name">{name}</p>
        {children}
      </div>
    </div>
  );
}
