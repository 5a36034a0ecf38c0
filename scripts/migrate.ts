// npm run migrate: what npm start does with the database, alone.
import { migrate } from "./database.ts";
import { runCommand } from "./setup-error.ts";
import { openShopEnvironment } from "./shop-environment.ts";

runCommand(async () => {
  if (process.argv.includes("--help"))
    return console.log(`npm run migrate                 applies the migrations that are missing
npm run migrate -- --new-secret takes an APP_SECRET that was changed; order links mailed before it are dead`);
  const database = await openShopEnvironment(process.argv.includes("--new-secret"));
  const applied = await migrate(database.url);
  console.log(applied === 0 ? "The database is up to date." : `${applied} migration(s) applied.`);
});
