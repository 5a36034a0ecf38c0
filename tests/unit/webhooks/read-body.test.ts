import { afterEach, describe, expect, it, vi } from "vitest";
import { readBody } from "../../../server/webhooks/read-body.ts";

const MEGABYTE = 1024 * 1024;

// A body that is a stream has to say `half`, which the types of the browser's Request do not know.
const HALF = { duplex: "half" };
const post = (body: ReadableStream) => new Request("http://shop.test", { method: "POST", body, ...HALF });

/** As it comes over a socket: in pieces, and without saying how long it is. */
function streamed(...pieces: string[]): Request {
  const body = new ReadableStream({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  return post(body);
}

afterEach(() => vi.useRealTimers());

describe("the body of a delivery", () => {
  it("is the text as it came, whatever its pieces", async () => {
    expect(await readBody(streamed('{"a":', '"ü\u{1f375}"}'))).toEqual({
      kind: "text",
      text: '{"a":"ü\u{1f375}"}',
    });
    expect(await readBody(new Request("http://shop.test", { method: "POST" }))).toEqual({
      kind: "text",
      text: "",
    });
  });

  it("may have a megabyte and no byte more", async () => {
    const half = "x".repeat(MEGABYTE / 2);
    const full = await readBody(streamed(half, half));
    expect(full.kind === "text" && full.text.length).toBe(MEGABYTE);
    expect(await readBody(streamed(half, half, "x"))).toEqual({ kind: "too_large" });
  });

  it("is not read at all when it says that it is too long", async () => {
    const headers = (length: number) => ({ method: "POST", headers: { "content-length": String(length) } });
    expect(await readBody(new Request("http://shop.test", headers(MEGABYTE + 1)))).toEqual({
      kind: "too_large",
    });
    expect(await readBody(new Request("http://shop.test", headers(MEGABYTE)))).toEqual({
      kind: "text",
      text: "",
    });
  });

  it("is given up when it does not come to its end", async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("{")),
    });
    expect(await readBody(post(body), 20)).toEqual({ kind: "too_slow" });
  });

  it("leaves neither a timer nor an open body behind", async () => {
    vi.useFakeTimers();
    await readBody(streamed("{}"));
    expect(vi.getTimerCount()).toBe(0);
    const cancel = vi.fn();
    const start = (controller: ReadableStreamDefaultController) =>
      controller.enqueue(new Uint8Array(MEGABYTE + 1));
    expect(await readBody(post(new ReadableStream({ start, cancel })))).toEqual({ kind: "too_large" });
    expect(cancel).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});
