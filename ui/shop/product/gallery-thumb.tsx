"use client";

import clsx from "clsx";
import { type MouseEvent, type ReactNode, useEffect, useState } from "react";

type GalleryThumbProps = { target: string; label: string; isFirst: boolean; children: ReactNode };

/** An ordinary link to a picture; with JavaScript only the gallery moves, not the page and not the address. */
export function GalleryThumb({ target, label, isFirst, children }: GalleryThumbProps) {
  const [isCurrent, setCurrent] = useState(isFirst);
  useEffect(() => {
    const picture = document.getElementById(target);
    if (!picture) return;
    const observer = new IntersectionObserver(
      ([entry]) => setCurrent((entry?.intersectionRatio ?? 0) > HALF),
      { root: picture.parentElement, threshold: HALF },
    );
    observer.observe(picture);
    return () => observer.disconnect();
  }, [target]);
  function show(event: MouseEvent) {
    const picture = document.getElementById(target);
    if (!picture?.parentElement) return;
    event.preventDefault();
    picture.parentElement.scrollTo({ left: picture.offsetLeft - picture.parentElement.offsetLeft });
  }
  return (
    <a
      href={`#${target}`}
      onClick={show}
      aria-label={label}
      aria-current={isCurrent ? "true" : undefined}
      className={clsx(
        "block size-18 overflow-hidden rounded-picture bg-paper-sunk transition-opacity hover:opacity-80",
        isCurrent && "outline-2 outline-offset-2 outline-ink",
      )}
    >
      {children}
    </a>
  );
}

const HALF = 0.5;
