export type Problem = { connections: number; servers: number; databases: number };

type Actions = {
  cutConnections: (most: number) => Promise<number>;
  killServer: (index: number) => Promise<void>;
  crashDatabase: () => Promise<void>;
};

const CUTS = 50;

/** Makes problem while deliveries go on: each thing at its share of the way, one after the other. */
export function planFaults(wanted: Problem, actions: Actions, report: (text: string) => void) {
  const done: Problem = { connections: 0, servers: 0, databases: 0 };
  const cut = async () => {
    done.connections += await actions.cutConnections(Math.ceil((wanted.connections * 1.3) / CUTS));
  };
  const kill = async () => {
    await actions.killServer(done.servers % 2);
    done.servers += 1;
    report(`server ${1 + ((done.servers - 1) % 2)} killed and started again`);
  };
  const crash = async () => {
    await actions.crashDatabase();
    done.databases += 1;
    report("database killed and started again");
  };
  const evenly = (times: number, action: () => Promise<void>) =>
    Array.from({ length: times }, (_, index) => ({ at: (index + 0.5) / times, action }));
  const plan = [
    ...evenly(CUTS, cut),
    ...evenly(wanted.servers, kill),
    ...evenly(wanted.databases, crash),
  ].toSorted((one, other) => one.at - other.at);
  let chain: Promise<void> = Promise.resolve();
  return {
    done,
    /** @param share of the deliveries made, from 0 to 1 */
    advance: (share: number) => {
      while (plan[0] && plan[0].at <= share) {
        const { action } = plan.shift() ?? {};
        if (action) chain = chain.then(action);
      }
    },
    finished: () => chain,
  };
}
