import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { SetupError } from "./setup-error.ts";

export type Ask = {
  /** One line; with `isSecret` nothing of what is typed or pasted is shown. */
  line: (question: string, options?: { isSecret?: boolean }) => Promise<string>;
  close: () => void;
};

/**
 * Asks on the terminal, or reads line by line what is piped in.
 * @param unattended how the command runs without anyone to answer
 */
export function openAsk(unattended = "with --yes and the keys in the environment; see --help."): Ask {
  let isMuted = false;
  const output = new Writable({
    write: (chunk, _encoding, done) => {
      if (!isMuted) process.stdout.write(chunk);
      done();
    },
  });
  const reader = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true });
  reader.on("SIGINT", () => process.exit(130));
  const lines = reader[Symbol.asyncIterator]();
  return {
    line: async (question, { isSecret = false } = {}) => {
      process.stdout.write(question);
      isMuted = isSecret;
      const { value, done } = await lines.next();
      isMuted = false;
      if (isSecret || !process.stdin.isTTY) process.stdout.write("\n");
      if (done) {
        throw new SetupError(
          "The input ended before the question was answered.",
          `Run it in a terminal, or unattended: ${unattended}`,
        );
      }
      return value.trim();
    },
    close: () => reader.close(),
  };
}
