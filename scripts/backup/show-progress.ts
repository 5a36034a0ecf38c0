const isTerminal = process.stderr.isTTY;
// A terminal's line is written over; a log gets one now and then.
const EVERY_MS = isTerminal ? 100 : 5_000;

/** How far a command is, on stderr, step by step. */
export function showProgress() {
  let step = "";
  let shownAt = 0;
  const write = (text: string) => process.stderr.write(isTerminal ? `\r\x1b[2K${text} ` : `${text}\n`);
  return {
    begin: (name: string) => {
      step = name;
      shownAt = Date.now();
      write(`${name} …`);
    },
    show: (text: string) => {
      if (Date.now() - shownAt < EVERY_MS) return;
      shownAt = Date.now();
      write(`${step}: ${text}`);
    },
    end: () => void (isTerminal && process.stderr.write("\r\x1b[2K")),
  };
}
