import { appendFileSync, mkdirSync } from "node:fs";

/** Where every test process writes down what the shop's keys asked of its sandbox; `npm test` compares it last. */
export const CALLS_FOLDER = ".data/tests/calls";

type Sent = { key: string | null; method: string; route: string };

/** @param roleOf the role of a key by its name in the sandbox; undefined: not a key of the shop's */
export async function recordCalls(
  sandboxUrl: string,
  roleOf = (name: string) => /^shop (\w+)$/.exec(name)?.[1],
): Promise<void> {
  // A test that has taken its sandbox away has nothing to tell.
  const answer = await fetch(`${sandboxUrl}/_sandbox/requests?limit=5000`).catch(() => null);
  if (!answer?.ok) return;
  const { data } = (await answer.json()) as { data: Sent[] };
  const lines = data.flatMap(({ key, method, route }) => {
    const role = key === null ? undefined : roleOf(key);
    return role === undefined ? [] : [`${role} ${method} ${route}\n`];
  });
  mkdirSync(CALLS_FOLDER, { recursive: true });
  appendFileSync(`${CALLS_FOLDER}/${process.pid}.txt`, [...new Set(lines)].join(""));
}
