"use client";

import type { MouseEvent, ReactNode } from "react";

type GalleryThumbProps = { target: string; label: string; children: ReactNode };

/** An ordinary link to a picture; with JavaScript only the gallery moves, not the page and not the address. */
export function GalleryThumb({ target, label, children }: GalleryThumbProps) {
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
      className="block size-18 overflow-hidden rounded-picture bg-paper-sunk transition-opacity hover:opacity-80"
    >
      {children}
    </a>
  );
}
