/** While deliveries are being reordered, those of this long are gathered and sent last first. */
const WINDOW_MS = 250;

/** Holds what comes within a short while and runs it backwards, one after the other. */
export function createReorderer(): (run: () => Promise<void>) => Promise<void> {
  let held: { run: () => Promise<void>; done: () => void }[] = [];
  const flush = async (): Promise<void> => {
    const batch = held.reverse();
    held = [];
    for (const { run, done } of batch) await run().finally(done);
  };
  return (run) =>
    new Promise((done) => {
      if (held.length === 0) setTimeout(() => void flush(), WINDOW_MS);
      held.push({ run, done });
    });
}
