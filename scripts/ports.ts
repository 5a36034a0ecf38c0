import { createServer } from "node:net";

/** Whether a port of this machine is free, on one of its addresses or on all. */
export function isPortFree(port: number, address?: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
      .once("error", () => done(false))
      .once("listening", () => probe.close(() => done(true)));
    probe.listen(port, address);
  });
}

/** `wanted` if it is free, else any port that is. */
export async function freePort(wanted = 0): Promise<number> {
  if (wanted > 0 && (await isPortFree(wanted))) return wanted;
  return new Promise((done, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}
