import "server-only";
import { env } from "./env";

/** Every place between two commits, or a commit and a call, where a process may die. */
export type CrashPoint =
  | "checkout:placed"
  | "checkout:session_created"
  | "checkout:session_stored"
  | "webhook:before_insert"
  | "webhook:stored"
  | "inbox:claimed"
  | "inbox:settled"
  | "settle:facts_read"
  | "settle:before_commit"
  | "settle:committed"
  | "refund:requested"
  | "refund:created"
  | "mail:rendered"
  | "mail:sent";

/** Kills the process here, as a power cut would, when CRASH_AT names this point. Only tests set it. */
export function crashPoint(point: CrashPoint): void {
  if (env().CRASH_AT === point) process.kill(process.pid, "SIGKILL");
}
