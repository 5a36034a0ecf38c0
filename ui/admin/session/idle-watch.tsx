"use client";

import { useEffect, useState } from "react";
import { Dialog } from "../../kit/dialog";
import { Button } from "../../kit/form/button";
import { Notice } from "../../kit/notice";
import { type IdlePhase, watchIdleSession } from "./watch-idle-session";

type IdleWatchProps = {
  texts: {
    soon: string;
    soonIdle: string;
    soonFinal: string;
    stay: string;
    close: string;
    over: string;
    overKept: string;
    signIn: string;
  };
};

const FLOATING = "fixed inset-x-3 bottom-3 z-50 mx-auto max-w-xl shadow-2xl print:hidden";

/** Warns before a session that is left idle ends, and keeps the page with what was typed in it afterwards. */
export function IdleWatch({ texts }: IdleWatchProps) {
  const [phase, setPhase] = useState<IdlePhase>("quiet");
  const [watch, setWatch] = useState<ReturnType<typeof watchIdleSession> | null>(null);
  useEffect(() => {
    const started = watchIdleSession(setPhase);
    setWatch(started);
    return started.stop;
  }, []);
  return (
    <>
      <Dialog
        title={texts.soon}
        description={texts.soonIdle}
        closeLabel={texts.close}
        isOpen={phase === "ends-soon"}
        onOpenChange={(isOpen) => isOpen || watch?.stay()}
      >
        <Button onClick={() => watch?.stay()}>{texts.stay}</Button>
      </Dialog>
      {phase === "ends-anyway" ? (
        <Notice role="alert" tone="wait" title={texts.soon} className={FLOATING}>
          {texts.soonFinal}
        </Notice>
      ) : null}
      {phase === "over" ? (
        <Notice role="alert" tone="signal" title={texts.over} className={FLOATING}>
          {texts.overKept}{" "}
          <a href="/admin/sign-in" target="_blank" rel="noreferrer" className="link">
            {texts.signIn}
          </a>
        </Notice>
      ) : null}
    </>
  );
}
