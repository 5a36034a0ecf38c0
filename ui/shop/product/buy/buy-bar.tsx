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
    // With all that is below counted as seen, what is not seen is above: also after a jump, such as by the End key.
    const options = { rootMargin: "0px 0px 1000000px" };
    const observer = new IntersectionObserver((entries) => {
      const isAbove = entries.at(-1)?.isIntersecting === false;
      // Its place is kept, or what follows would jump up by its height.
      current.style.minHeight = isAbove ? `${current.offsetHeight}px` : "";
      setPassed(isAbove);
    }, options);
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
