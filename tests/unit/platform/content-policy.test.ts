import { expect, it } from "vitest";
import { contentPolicy, inlineScripts } from "@/domain/content-policy";

const directives = (policy: string) =>
  new Map(policy.split("; ").map((it) => [it.split(" ")[0] ?? "", it.split(" ").slice(1)]));

it("H6: a page's inline scripts are found, each once; files and data are not among them", () => {
  const page = `<script>one()</script><script src="/a.js" async=""></script><script id="b">two()</script>
    <script type="application/ld+json">{"name":"three()"}</script><script async src='/b.js'></script>
    <script>one()</script><p>&lt;script&gt;four()&lt;/script&gt;</p>`;
  expect(inlineScripts(page)).toEqual(["one()", "two()"]);
});

it("H6: only the page with the payment form lets Stripe in", () => {
  const scripts = { nonce: "bm9uY2U=" };
  const plain = contentPolicy({ scripts });
  expect(plain).not.toContain("stripe.com");
  expect(plain).not.toContain("unsafe");
  expect(directives(plain).get("frame-src")).toEqual(["'none'"]);
  const origins = ["https://js.stripe.com"];
  const checkout = directives(contentPolicy({ scripts, payment: origins }));
  for (const name of ["script-src", "connect-src", "frame-src", "img-src"])
    expect(checkout.get(name)).toContain("https://js.stripe.com");
  expect(checkout.get("script-src")).not.toContain("'unsafe-inline'");
  expect(checkout.get("style-src")).toContain("'unsafe-inline'");
});

it("H6: forms lead to the shop and, where they are told to, to the payment page", () => {
  const scripts = { sha256: ["aGFzaA=="] };
  expect(directives(contentPolicy({ scripts })).get("form-action")).toEqual(["'self'"]);
  const withTarget = contentPolicy({ scripts, formTargets: ["https://checkout.stripe.com"] });
  expect(directives(withTarget).get("form-action")).toEqual(["'self'", "https://checkout.stripe.com"]);
});

it("H6: only the admin shows frames of the shop, and never with other styles", () => {
  const admin = directives(contentPolicy({ scripts: { nonce: "bm9uY2U=" }, hasFrames: true }));
  expect(admin.get("frame-src")).toEqual(["'self'"]);
  expect(admin.get("style-src")).toEqual(["'self'"]);
});
