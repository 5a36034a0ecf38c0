// npm run migrate: what npm start does with the database, alone.
import { migrate, reach } from "./database.ts";
import { runCommand } from "./setup-error.ts";
import { openShopEnvironment } from "./shop-environment.ts";
import { takeNewSecret } from "./shop-identity.ts";

runCommand(async () => {
  if (process.argv.includes("--help"))
    return console.log(`npm run migrate                 applies the migrations that are missing
npm run migrate -- --new-secret takes an APP_SECRET that was changed; order links mailed before it are dead`);
  const database = await openShopEnvironment("unused");
  const applied = await migrate(database.url);
  const { APP_SECRET } = process.env;
  if (process.argv.includes("--new-secret") && APP_SECRET)
    await reach(database.url, (client) => takeNewSecret(client, APP_SECRET));
  console.log(applied === 0 ? "The database is up to date." : `${applied} migration(s) applied.`);
});
