/** A fault of the set-up: its message is the whole story, with the fix, and no stack is shown. */
export class SetupError extends Error {
  override name = "SetupError";
}
