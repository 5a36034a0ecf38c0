"use client";

import { useEffect, useRef, useState } from "react";
import type { PluralForms } from "@/messages/plural-forms";
import { Button } from "../../kit/form/button";
import { useIsRunning } from "../../kit/form/sending/use-is-running";
import { BATCH_FORM } from "./batch-form";

type BatchBarProps = {
  locale: string;
  labels: {
    all: string;
    /** "12 chosen", by how many are. */
    chosen: PluralForms;
    /** The same where the page cannot count: without JavaScript. */
    choose: string;
  };
  /** What can be done with them, each on a page, which `step` tells what. */
  actions: { path: string; label: string; step?: string }[];
};

const boxes = () => [...document.querySelectorAll<HTMLInputElement>(`input[form="${BATCH_FORM}"]`)];

/** What can be done with the chosen rows. A plain form whose buttons lead to the pages for them. */
export function BatchBar({ locale, labels, actions }: BatchBarProps) {
  const isRunning = useIsRunning();
  const all = useRef<HTMLInputElement>(null);
  const [count, setCount] = useState({ chosen: 0, of: 0 });
  useEffect(() => {
    const recount = () => {
      const found = boxes();
      setCount({ chosen: found.filter(({ checked }) => checked).length, of: found.length });
    };
    // With the shift key, all from the last one that was ticked to this one.
    let last: HTMLInputElement | null = null;
    const tick = (event: MouseEvent) => {
      const box = event.target;
      if (!(box instanceof HTMLInputElement) || box.getAttribute("form") !== BATCH_FORM) return;
      const all = boxes();
      const from = last ? all.indexOf(last) : -1;
      const to = all.indexOf(box);
      if (event.shiftKey && from >= 0)
        for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) one.checked = box.checked;
      last = box;
    };
    recount();
    document.addEventListener("click", tick);
    document.addEventListener("change", recount);
    return () => {
      document.removeEventListener("click", tick);
      document.removeEventListener("change", recount);
    };
  }, []);
  useEffect(() => {
    if (all.current) all.current.indeterminate = count.chosen > 0 && count.chosen < count.of;
  }, [count]);
  const chooseAll = (isChosen: boolean) => {
    for (const box of boxes()) box.checked = isChosen;
    setCount({ chosen: isChosen ? count.of : 0, of: count.of });
  };
  const form = labels.chosen[new Intl.PluralRules(locale).select(count.chosen)];
  const isEmpty = isRunning && count.chosen === 0;
  return (
    <form
      id={BATCH_FORM}
      method="get"
      action={actions[0]?.path}
      className="sticky top-0 z-2 mb-2 flex flex-wrap items-center gap-2 border-b border-line bg-paper py-2"
    >
      {isRunning ? (
        <label className="flex min-h-8 cursor-pointer items-center gap-2 pe-1">
          <input
            ref={all}
            type="checkbox"
            className="size-4 accent-accent"
            checked={count.of > 0 && count.chosen === count.of}
            onChange={({ target }) => chooseAll(target.checked)}
          />
          {labels.all}
        </label>
      ) : null}
      <p role="status" className="me-2 min-w-20 font-medium">
        {isRunning ? form.replace("#", new Intl.NumberFormat(locale).format(count.chosen)) : labels.choose}
      </p>
      {actions.map(({ path, label, step }) => (
        <Button
          key={`${path} ${step}`}
          type="submit"
          formAction={path}
          {...(step ? { name: "step", value: step } : {})}
          tone="plain"
          size="small"
          disabled={isEmpty}
        >
          {label}
        </Button>
      ))}
    </form>
  );
}
