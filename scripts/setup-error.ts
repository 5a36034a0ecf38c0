/** A set-up fault with its repair: `message` says what is wrong, `fix` what to do about it. */
export class SetupError extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
    this.name = "SetupError";
  }
}

type Closing = () => Promise<void>;

const closings: Closing[] = [];

/** Has something closed when the command ends, also when it fails. */
export const atEnd = (close: Closing): void => void closings.push(close);

/** Runs a command's main function; a set-up fault becomes two plain sentences and ends it with `faultCode`. */
export async function runCommand(main: () => Promise<void>, faultCode = 1): Promise<void> {
  const isDone = await main().then(
    () => true,
    (error: unknown) => {
      report(error);
      return false;
    },
  );
  for (const close of closings.splice(0)) await close().catch(report);
  if (!isDone) process.exit(faultCode);
}

function report(error: unknown): void {
  if (error instanceof SetupError) console.error(`\n${error.message}\nFix: ${error.fix}\n`);
  // Known by its name: commands that are no part of the shop cannot load the shop's environment.
  else if (error instanceof Error && error.name === "ConfigurationError")
    console.error(`\n${error.message}\n`);
  else console.error(error);
}
