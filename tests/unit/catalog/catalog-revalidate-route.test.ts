import { revalidatePath } from "next/cache";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { POST } from "../../../app/internal/revalidate/route.ts";
import { revalidationSecret, SECRET_HEADER } from "../../../server/page-cache/invalidate-pages.ts";

vi.mock("next/cache", () => ({ revalidatePath: vi.fn() }));

function send(secret: string | null, paths: unknown): Promise<Response> {
  const headers: Record<string, string> = secret === null ? {} : { [SECRET_HEADER]: secret };
  const body = JSON.stringify({ paths });
  return POST(new Request("http://localhost/internal/revalidate", { method: "POST", headers, body }));
}

beforeEach(() => vi.mocked(revalidatePath).mockClear());

describe("the revalidation route", () => {
  it("forgets the pages for who knows the secret", async () => {
    expect((await send(revalidationSecret(), ["/home/shop", "/products/a"])).status).toBe(204);
    expect(vi.mocked(revalidatePath).mock.calls).toEqual([["/home/shop"], ["/products/a"]]);
  });

  it("forgets everything for a star", async () => {
    await send(revalidationSecret(), ["*"]);
    expect(vi.mocked(revalidatePath).mock.calls).toEqual([["/", "layout"]]);
  });

  it.each([null, "", "wrong", "x".repeat(43)])("is not there for who sends %j", async (secret) => {
    expect((await send(secret, ["*"])).status).toBe(404);
    expect(revalidatePath).not.toHaveBeenCalled();
  });
});
