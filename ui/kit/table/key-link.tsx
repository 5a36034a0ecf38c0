"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { LinkButton } from "../form/link-button";
import { readSetting } from "./keys-setting";

type KeyLinkProps = Omit<ComponentProps<typeof LinkButton>, "ref"> & { shortcut: string };

/** A link that one letter follows, too, where the shortcuts are not turned off. */
export function KeyLink({ shortcut, ...rest }: KeyLinkProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== shortcut || event.defaultPrevented || readSetting() === "off") return;
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("[role=dialog]")) return;
      if (event.target instanceof HTMLElement && event.target.matches("input, select, textarea")) return;
      event.preventDefault();
      link.current?.click();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [shortcut]);
  return <LinkButton ref={link} aria-keyshortcuts={shortcut} {...rest} />;
}
