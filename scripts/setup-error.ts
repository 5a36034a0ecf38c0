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

/** Runs a command's main function; a set-up fault becomes two plain sentences and ends it with `faultCode`. */
export async function runCommand(main: () => Promise<void>, faultCode = 1): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (error instanceof SetupError) console.error(`\n${error.message}\nFix: ${error.fix}\n`);
    // Known by its name: commands that are no part of the shop cannot load the shop's environment.
    else if (error instanceof Error && error.name === "ConfigurationError")
      console.error(`\n${error.message}\n`);
    else console.error(error);
    process.exit(faultCode);
  }
}
