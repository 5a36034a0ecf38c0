"use client";

import { Volume2, VolumeX } from "lucide-react";
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
  const Icon = isOn ? Volume2 : VolumeX;
  return (
    <Button
      type="button"
      tone="quiet"
      size="small"
      role="switch"
      aria-checked={isOn}
      onClick={turn}
      className="print:hidden"
    >
      <Icon aria-hidden className="size-4" /> {labels.name} {isOn ? labels.on : labels.off}
    </Button>
  );
}
