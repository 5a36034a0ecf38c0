"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { Notice } from "./notice";

/** Takes the keyboard's place where the button that was pressed is gone, so that it is not on the next button. */
export function FocusedNotice(props: ComponentProps<typeof Notice>) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return <Notice ref={notice} tabIndex={-1} {...props} />;
}
