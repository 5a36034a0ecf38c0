import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

/** The last commit before these rules were kept. */
const BEFORE = "f6c7238";
const MAX_SUBJECT = 72;

type Commit = { hash: string; parents: number; subject: string };

/** Every commit since then; null where the history is not at hand (an archive, a shallow clone). */
function readCommits(): Commit[] | null {
  const { status, stdout } = spawnSync("git", ["log", "--format=%h%x09%p%x09%s", `${BEFORE}..HEAD`], {
    encoding: "utf8",
  });
  if (status !== 0) return null;
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [hash = "", parents = "", subject = ""] = line.split("\t");
      return { hash, parents: parents.split(" ").length, subject };
    });
}

function findFaults({ parents, subject }: Omit<Commit, "hash">): string[] {
  const [first = ""] = subject.split(/[ ,:]/);
  return [
    parents > 1 ? "is a merge: rebase instead" : "",
    subject.length > MAX_SUBJECT ? `is ${subject.length} characters long, ${MAX_SUBJECT} at most` : "",
    /^[A-Z]/.test(subject) ? "" : "does not begin with a capital letter",
    /\.$/.test(subject) ? "ends with a full stop" : "",
    // "Moves", "Moved" and "Moving" tell a story; "Address", "Pass", "Process", "Embed" and "Need" are orders.
    /(?:ing|[^e]ed|[^s]s)$/.test(first) && !/^(?:Bring|Embed|Focus)$/.test(first)
      ? `begins with "${first}", not with an imperative`
      : "",
    /^(?:wip|fixup!|squash!|the|a|an)\b/i.test(subject) ? "is no finished sentence in the imperative" : "",
  ].filter(Boolean);
}

describe("a commit", () => {
  it.skipIf(readCommits() === null)("has one parent and a short imperative subject", () => {
    const faults = (readCommits() ?? []).flatMap(({ hash, ...commit }) =>
      findFaults(commit).map((fault) => `${hash} “${commit.subject}” ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it.each([
    ["Count reserved units, not orders, per visitor", 0],
    ["Half a letter, a ring for each stored event, and who is looked up in the books today", 1],
    ["Moved every file to the module of its capability", 1],
    ["Moving on", 1],
    ["The inbox's tests by subject", 1],
    ["wip", 2],
    ["Repair the sweep.", 1],
  ])("“%s” has %i faults", (subject, count) => {
    expect(findFaults({ parents: 1, subject })).toHaveLength(count);
  });

  it("finds a merge", () => {
    expect(findFaults({ parents: 2, subject: "Merge main into books" })).toHaveLength(1);
  });
});
