import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openSandbox } from "../support/open-sandbox.ts";

describe("the answers of a receiver", () => {
  test("are kept with their bodies; redirects and slow answers are failures", async () => {
    let wait: Promise<void> | null = null;
    const server = createServer(async (request, response) => {
      request.resume();
      if (request.url === "/moved") response.writeHead(308, { location: "/here" });
      response.write("the beginning");
      const trickle = setInterval(() => wait && response.write("."), 50);
      await wait;
      clearInterval(trickle);
      response.end(" and the end");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { control, sdk } = await openSandbox({ webhookTimeoutMs: 300 });
    const attempt = async (path: string) => {
      const { json } = await control("POST", "webhook_endpoints", {
        url: base + path,
        enabled_events: ["*"],
      });
      await sdk().products.create({ name: path });
      return vi.waitFor(async () => {
        const [delivery] = (await control("GET", `deliveries?endpoint=${json.id}`)).json.data;
        expect(delivery.attempts).toHaveLength(1);
        await sdk().webhookEndpoints.del(json.id);
        return { state: delivery.state, ...delivery.attempts[0] };
      }, 120_000);
    };
    expect(await attempt("/here")).toMatchObject({
      state: "delivered",
      status: 200,
      body: "the beginning and the end",
      ms: expect.any(Number),
    });
    expect(await attempt("/moved")).toMatchObject({ state: "pending", status: 308 });
    // It goes on answering and never ends: a timeout of silence alone would wait indefinitely.
    let go = (): void => undefined;
    wait = new Promise((resolve) => {
      go = resolve;
    });
    expect(await attempt("/slow")).toMatchObject({ state: "pending", error: "No answer within 0.3 seconds" });
    go();
  });
});
