import pg from "pg";

/** Listens to the inbox's notifications as the worker does. `useDatabase` comes first. */
export async function openListener() {
  const client = new pg.Client(process.env.DATABASE_URL);
  let heard = 0;
  await client.connect();
  client.on("notification", () => {
    heard += 1;
  });
  await client.query("LISTEN latchkey_inbox");
  return {
    /** Ten gaps between two notifications: what was to arrive has arrived by then. @returns how many came since the start */
    listen: async (): Promise<number> => {
      for (let round = 0; round < 10; round += 1) {
        await new Promise((done) => setTimeout(done, 50));
        await client.query("SELECT 1");
      }
      return heard;
    },
    close: () => client.end(),
  };
}
