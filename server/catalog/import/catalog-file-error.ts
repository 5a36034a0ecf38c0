import "server-only";

/** The file as a whole cannot be imported, and nothing of it was; `fix` says what to do about it. */
export class CatalogFileError extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
    this.name = "CatalogFileError";
  }
}
