const SETTING = "latchkey-sound";

/** The choice of this browser. */
export const wantsSound = (): boolean => localStorage.getItem(SETTING) === "on";

export function saveSound(isOn: boolean): void {
  if (isOn) localStorage.setItem(SETTING, "on");
  else localStorage.removeItem(SETTING);
}

/** Two quiet notes. A browser that was not touched yet keeps silent, as it should. */
export function playChime(): void {
  const audio = new AudioContext();
  for (const [frequency, start] of [
    [659, 0],
    [880, 0.16],
  ] as const) {
    const note = new OscillatorNode(audio, { frequency });
    const volume = new GainNode(audio, { gain: 0 });
    const at = audio.currentTime + start;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.06, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.5);
    note.connect(volume).connect(audio.destination);
    note.start(at);
    note.stop(at + 0.5);
    note.onended = () => start > 0 && void audio.close();
  }
}
