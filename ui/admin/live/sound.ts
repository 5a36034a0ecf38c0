import { keepSetting, readSetting } from "../../kit/browser-setting";

const SOUND = "sound";

/** The choice of this browser. */
export const wantsSound = (): boolean => readSetting(SOUND) === "on";

export const saveSound = (isOn: boolean): void => keepSetting(SOUND, isOn ? "on" : "off");

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
