"use client";

import { useEffect, useState } from "react";
import { Button } from "../../kit/form/button";
import { playChime, saveSound, wantsSound } from "./sound";

/** Whether a new order is heard, in this browser; turning it on plays it. */
export function SoundSwitch({ labels }: { labels: { name: string; on: string; off: string } }) {
  const [isOn, setIsOn] = useState<boolean | null>(null);
  useEffect(() => setIsOn(wantsSound()), []);
  if (isOn === null) return null;
  function turn() {
    saveSound(!isOn);
    if (!isOn) playChime();
    setIsOn(!isOn);
  }
  return (
    <Button
      type="button"
      tone="plain"
      size="small"
      role="switch"
      aria-checked={isOn}
      onClick={turn}
      className="print:hidden"
    >
      {labels.name} {isOn ? labels.on : labels.off}
    </Button>
  );
}
