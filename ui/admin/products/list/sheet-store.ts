"use client";

import { useSyncExternalStore } from "react";

/** A cell that was typed in and is not saved: it stays until it is, whatever page the tab shows meanwhile. */
export type KeptCell = { typed: string; was: string; currency: string };
/** By "price:VARIANT". */
export type KeptCells = Readonly<Record<string, KeptCell>>;

const KEY = "product-cells";
const EMPTY: KeptCells = {};
let cells: KeptCells | null = null;
const listeners = new Set<() => void>();

function read(): KeptCells {
  if (cells) return cells;
  try {
    cells = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as KeptCells;
  } catch {
    // A browser that keeps nothing, or what another version kept.
    cells = EMPTY;
  }
  return cells;
}

function write(next: KeptCells): void {
  cells = next;
  try {
    if (Object.keys(next).length === 0) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // As above: they stay as long as the page does.
  }
  for (const listener of listeners) listener();
}

/** @param cell null: the cell is as it was */
export function keepCells(changes: Record<string, KeptCell | null>): void {
  const next = { ...read() };
  for (const [key, cell] of Object.entries(changes)) {
    if (cell) next[key] = cell;
    else delete next[key];
  }
  write(next);
}

export const discardCells = (): void => write(EMPTY);

export function useCells(): KeptCells {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read,
    () => EMPTY,
  );
}
