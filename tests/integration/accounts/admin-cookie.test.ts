import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findAdmin } from "@/server/accounts/session";
import { endSession, startSession } from "@/server/accounts/start-session";
import { clientAddress, watchSocketAddresses } from "@/server/platform/client-address";
import { closeDb } from "@/server/platform/db";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { makeAdmin, PASSWORD } from "./admin-browser.ts";

beforeAll(async () => {
  useEnvironment({ APP_ORIGIN: "https://shop.example" });
  await useDatabase();
});
afterAll(closeDb);

it("W14 an admin's cookies are bound to this host and to https, and signing out removes the session's there", async () => {
  const email = await makeAdmin("owner");
  await startSession(email, PASSWORD);
  const name = "__Host-latchkey.session_token";
  expect([...browser.jar.keys()]).toEqual([name, "__Host-latchkey.device"]);
  expect(browser.attributes.get("__Host-latchkey.device")).toMatchObject({ secure: true, httpOnly: true });
  expect(browser.attributes.get(name)).toMatchObject({
    secure: true,
    httpOnly: true,
    sameSite: "lax",
    path: "/",
  });
  expect(browser.attributes.get(name)).not.toHaveProperty("domain");
  expect(await findAdmin()).toMatchObject({ email });
  await endSession();
  expect(browser.jar.has(name)).toBe(false);
  // Browsers ignore what names a `__Host-` cookie without Secure.
  expect(browser.attributes.get(name)).toMatchObject({ secure: true, path: "/", maxAge: 0 });
});

it("the shop knows the socket's address only where the server notes it", async () => {
  const claimed = { "x-latchkey-socket-address": "6.6.6.6", "x-forwarded-for": "6.6.6.6" };
  expect(clientAddress(new Headers(claimed))).toBeNull();
  watchSocketAddresses();
  const server = createServer((request, response) => {
    response.end(clientAddress(new Headers(request.headers as Record<string, string>)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const answer = await fetch(`http://127.0.0.1:${port}`, { headers: claimed });
  expect(await answer.text()).toBe("127.0.0.1");
  server.close();
});
