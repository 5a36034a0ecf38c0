import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take minutes, longest first: started last, one of them would run alone at the end. */
const LONG = [
  "tests/property/model.test.ts",
  "tests/chaos/crash-points.test.ts",
  "tests/integration/keys/rotation.test.ts",
  "tests/integration/scenarios/other-account.test.ts",
  "tests/property/event-orders.test.ts",
  "tests/integration/platform/old-version.test.ts",
];

/** Runs the longest files of a project first; the others as Vitest has them, which knows no times in a fresh clone. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((path) => moduleId.endsWith(path));
      return place === -1 ? LONG.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
