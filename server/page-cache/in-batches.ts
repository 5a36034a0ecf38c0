import "server-only";

/** Handles what arrives while it is busy together in the next round; a failure is reported once. */
export function inBatches<T>(handle: (batch: T[]) => Promise<void>, onError: (error: Error) => void) {
  let waiting: T[] = [];
  let isBusy = false;
  return async (item: T) => {
    waiting.push(item);
    if (isBusy) return;
    isBusy = true;
    try {
      while (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        await handle(batch);
      }
    } catch (error) {
      onError(error as Error);
    }
    isBusy = false;
  };
}
