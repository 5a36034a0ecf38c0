import { describe, expect, it } from "vitest";
import { nextPath } from "@/domain/accounts/next-path";

const FIRST = "/admin";

describe("where to go after signing in", () => {
  it.each([
    ["/admin/orders", "/admin/orders"],
    ["/admin/orders?q=jos%C3%A9&state=paid", "/admin/orders?q=jos%C3%A9&state=paid"],
    ["/admin/orders/0190-1", "/admin/orders/0190-1"],
    ["/admin/products?q=//x", "/admin/products?q=//x"],
    ["/admin/orders?next=//evil.example", "/admin/orders?next=//evil.example"],
    ["/admin//evil.example", "/admin//evil.example"],
    ["/admin/a/../emails", "/admin/emails"],
  ])("%j is a page of the admin", (wanted, path) => {
    expect(nextPath(wanted)).toBe(path);
  });

  it.each([
    undefined,
    null,
    ["/admin/orders", "//evil.example"],
    "",
    "/",
    "/cart",
    "//evil.example",
    "///evil.example",
    "//admin/orders",
    "//evil.example/admin/orders",
    "/\\evil.example",
    "\\\\evil.example",
    "/admin\\..\\..\\evil.example",
    "https:evil.example",
    "https://evil.example/admin/orders",
    "http://localhost:3000/admin/orders",
    "javascript:alert(1)",
    "data:text/html,x",
    "admin/orders",
    " /admin/orders",
    "/\t/evil.example",
    "/\n/evil.example",
    "/admin/\n/evil.example",
    "/admin/\u202eevil",
    "%2F%2Fevil.example",
    "/%2Fevil.example",
    "/%5Cevil.example",
    "/%09/evil.example",
    "/admin/..//evil.example",
    "/admin/../cart",
    "/admin/..\\..\\evil.example",
    "/admin/..\\\\evil.example",
    "/admin/%2e%2e/cart",
    "/admin/%2e%2e//evil.example",
    "/admin/.%2e/%2e./cart",
    "/administrator",
    "/admin.evil.example",
    "/admin@evil.example",
    "/admin:80",
    "/admin#@evil.example",
    "/admin",
    "/admin/",
    "/admin/sign-in",
    "/admin/sign-in?next=/admin/sign-in",
    `/admin/${"a".repeat(2000)}`,
  ])("%j is not", (wanted) => {
    expect(nextPath(wanted)).toBe(FIRST);
  });

  it("never leads to another host, and its answer stays what it is", () => {
    for (const wanted of [
      "/admin//evil",
      "/admin/%5c%5cevil",
      "/admin/?//evil",
      "/admin/;@evil",
      "/admin/\\\\evil",
    ]) {
      const path = nextPath(wanted);
      expect(new URL(path, "http://shop.example").host).toBe("shop.example");
      expect(nextPath(path)).toBe(path);
    }
  });
});
