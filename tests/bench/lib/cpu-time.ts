import { existsSync, readdirSync, readFileSync } from "node:fs";

// USER_HZ: 100 on every Linux that Node.js runs on (man 7 time).
const MS_PER_TICK = 10;

/** CPU milliseconds that a process and those below it have used; null where there is no /proc. */
export function cpuTimeOf(pid: number): number | null {
  if (!existsSync(`/proc/${pid}/stat`)) return null;
  const [user = 0, system = 0] = fieldsOf(pid).slice(11, 13).map(Number);
  const below = childrenOf(pid).map((child) => cpuTimeOf(child) ?? 0);
  return below.reduce((sum, ms) => sum + ms, (user + system) * MS_PER_TICK);
}

/** Fields from the third on: the second, the name in parentheses, may hold anything (man 5 proc_pid_stat). */
function fieldsOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
}
