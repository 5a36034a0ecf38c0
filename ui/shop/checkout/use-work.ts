import { useEffect, useState } from "react";

/**
 * Has a worker do the work that a challenge of the shop asks for.
 * @returns the answer, null until it is found; and whether it is being worked on, which it is not without JavaScript or
 * in a browser without workers
 */
export function useWork(challenge: string | null): { work: string | null; isWorking: boolean } {
  const [work, setWork] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);
  useEffect(() => {
    if (challenge === null) return;
    const worker = new Worker("/proof-of-work.js");
    setWorking(true);
    worker.onmessage = ({ data }: MessageEvent<string>) => setWork(data);
    worker.onerror = () => setWorking(false);
    worker.postMessage(challenge);
    return () => worker.terminate();
  }, [challenge]);
  return { work: challenge !== null && work?.startsWith(challenge) ? work : null, isWorking };
}
