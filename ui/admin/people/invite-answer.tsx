import { Notice } from "../../kit/notice";

export type InviteValues = { email: string; name: string; role: string };
export type InviteState = {
  kind: "done" | "refused";
  message: string;
  /** Where no mail could be sent: what the owner hands over. */
  link: string | null;
  /** Shown again when it was refused. */
  values: InviteValues | null;
} | null;

export function InviteAnswer({ state }: { state: InviteState }) {
  if (!state) return null;
  return (
    <Notice tone={state.kind === "refused" ? "signal" : "good"} role="status">
      {state.message}
      {state.link ? <p className="mt-1 font-mono text-xs wrap-anywhere select-all">{state.link}</p> : null}
    </Notice>
  );
}
