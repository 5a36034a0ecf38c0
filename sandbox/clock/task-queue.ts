import type { Task } from "../store/rows.ts";
import type { Store } from "../store/store.ts";

/** `turn` keeps those of the same second in the order in which they were asked for. */
type Entry = { task: Task; turn: number };

/** A binary heap over the tasks of the store. An entry whose task is gone or moved is skipped when it surfaces. */
export function createTaskQueue(store: Store) {
  const heap: Entry[] = [];
  let turns = 0;
  const isCurrent = ({ task }: Entry): boolean => store.tasks.get(task.id) === task;

  /** Says whether this task is now the next one. */
  const push = (task: Task): boolean => {
    turns += 1;
    let at = heap.push({ task, turn: turns }) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isSooner(heap[at], heap[parent])) break;
      swap(heap, at, parent);
      at = parent;
    }
    return at === 0;
  };

  const pop = (): void => {
    const last = heap.pop();
    if (heap.length === 0 || !last) return;
    heap[0] = last;
    for (let at = 0; ; ) {
      const left = at * 2 + 1;
      const sooner = isSooner(heap[left + 1], heap[left]) ? left + 1 : left;
      if (!isSooner(heap[sooner], heap[at])) return;
      swap(heap, at, sooner);
      at = sooner;
    }
  };

  const peek = (): Task | undefined => {
    while (heap[0] && !isCurrent(heap[0])) pop();
    return heap[0]?.task;
  };

  const takeDue = (now: number): Task | undefined => {
    const next = peek();
    if (!next || next.at > now) return undefined;
    pop();
    return next;
  };

  return { push, peek, takeDue };
}

/** Beyond the end of the heap nothing is sooner. */
function isSooner(a: Entry | undefined, b: Entry | undefined): boolean {
  if (!a || !b) return a !== undefined;
  return a.task.at === b.task.at ? a.turn < b.turn : a.task.at < b.task.at;
}

function swap(heap: Entry[], a: number, b: number): void {
  const [first, second] = [heap[a], heap[b]];
  if (!first || !second) return;
  heap[a] = second;
  heap[b] = first;
}
