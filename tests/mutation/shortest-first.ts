import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Runs first what failed last, then the shortest: most mutants die young, and the rest of the files is not run. */
export class ShortestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => this.rankOf(a) - this.rankOf(b));
  }

  private rankOf(file: TestSpecification): number {
    const result = this.ctx.cache.getTestSpecificationResult(file);
    if (result?.failed) return -1;
    return result?.duration ?? Number.POSITIVE_INFINITY;
  }
}
