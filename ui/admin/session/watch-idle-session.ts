/** `over`: the session has ended, and the page stays as it is. `ends-anyway`: no use of it prolongs it. */
export type IdlePhase = "quiet" | "ends-soon" | "ends-anyway" | "over";

type Left = { secondsLeft: number; isFinal: boolean };

const SESSION = "/admin/session";
const WARN_SECONDS = 120;
// The server tells the idle from the busy every minute.
const TELL_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
const USES = ["keydown", "pointerdown", "input"] as const;

/**
 * Watches how long the session goes on. Whatever is done on the page prolongs it, as loading another page does. Before
 * it warns it asks the server: another tab may have been in use. A form that is sent when the session is over stays
 * as it is until the person has signed in again, and is sent then.
 */
export function watchIdleSession(show: (phase: IdlePhase) => void) {
  let phase: IdlePhase = "quiet";
  let endsAt = Number.POSITIVE_INFINITY;
  let toldAt = Date.now();

  const become = (next: IdlePhase) => {
    phase = next;
    show(next);
  };

  /** @param method POST counts as use of the session; GET only asks */
  async function ask(method: "GET" | "POST"): Promise<void> {
    const answer = await fetch(SESSION, { method }).catch(() => null);
    // Without a network nothing is known, and the next look asks again.
    if (answer === null || (!answer.ok && answer.status !== 401)) return;
    if (answer.status === 401) return become("over");
    const { secondsLeft, isFinal }: Left = await answer.json();
    endsAt = Date.now() + secondsLeft * 1000;
    if (secondsLeft > WARN_SECONDS) return become("quiet");
    become(isFinal ? "ends-anyway" : "ends-soon");
  }

  const stay = () => {
    toldAt = Date.now();
    return ask("POST");
  };
  const look = () => {
    if (phase !== "over" && Date.now() > endsAt - WARN_SECONDS * 1000) void ask("GET");
  };
  const onUse = () => {
    if (phase === "quiet" && Date.now() - toldAt > TELL_EVERY_MS) void stay();
  };
  const onReturn = () => {
    if (document.visibilityState === "visible") void ask("GET");
  };
  const onSubmit = (event: SubmitEvent) => {
    if (phase !== "over" && Date.now() < endsAt) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target, submitter } = event;
    void ask("GET").then(() => {
      if (phase !== "over" && target instanceof HTMLFormElement) target.requestSubmit(submitter);
    });
  };

  void ask("GET");
  const timer = setInterval(look, LOOK_EVERY_MS);
  for (const use of USES) addEventListener(use, onUse, { capture: true, passive: true });
  addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("visibilitychange", onReturn);
  return {
    /** The person goes on. */
    stay,
    stop() {
      clearInterval(timer);
      for (const use of USES) removeEventListener(use, onUse, { capture: true });
      removeEventListener("submit", onSubmit, { capture: true });
      document.removeEventListener("visibilitychange", onReturn);
    },
  };
}
