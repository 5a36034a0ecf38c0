import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  findActiveContent,
  plainDescription,
  renderDescription,
  summarizeDescription,
} from "../../../server/catalog/read/description.ts";

// Each runs in some browser, or did.
const ATTACKS = [
  "<script>alert(1)</script>",
  "<p>a</p><SCRIPT src=https://evil.example/x.js></SCRIPT>",
  "<scr<script>ipt>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '<p onclick="alert(1)">a</p>',
  '<a href="javascript:alert(1)">a</a>',
  '<a href="JaVaScRiPt:alert(1)">a</a>',
  '<a href="java\nscript:alert(1)">a</a>',
  '<a href="&#106;avascript:alert(1)">a</a>',
  '<a href=" javascript:alert(1)">a</a>',
  '<a href="data:text/html,<script>alert(1)</script>">a</a>',
  "[a](javascript:alert(1))",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  '<math><a xlink:href="javascript:alert(1)">a</a></math>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<form action="javascript:alert(1)"><button>a</button></form>',
  "text <img src=x onerror=alert(1)> in Markdown",
];

const RUNNABLE =
  /<script|<style|<iframe|<svg|<object|<form|<img|\son\w+\s*=|(?:href|src)="\s*(?:javascript|data|vbscript)/i;

describe("a description", () => {
  it.each(ATTACKS)("is refused and never shown with %s", (attack) => {
    expect(findActiveContent(attack)).not.toBeNull();
    expect(renderDescription(attack)).not.toMatch(RUNNABLE);
  });

  it("is safe whatever it is made of", () => {
    const piece = fc.constantFrom(
      ..."< > \" ' / = & ; script img svg style a href src onerror javascript: ` \n \t x".split(" "),
      "\n",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const shown = renderDescription(pieces.join(""));
        // Only inside a tag does any of it mean something.
        for (const [tag] of shown.matchAll(/<[^>]*>/g)) expect(tag).not.toMatch(RUNNABLE);
      }),
    );
  });

  it.each([
    ["A **good** mug.", "<p>A <strong>good</strong> mug.</p>"],
    ["<p>Fine</p><style>p{color:red}</style>", "<p>Fine</p>"],
    ['<p style="color:red" class="x" id="y">Fine</p>', "<p>Fine</p>"],
    ["<h1>Big</h1>", "<h2>Big</h2>"],
    ["<div>\n\n    <p>Indented</p></div>", "<div>\n\n    <p>Indented</p></div>"],
    ["`<script>` is a tag", "<p><code>&lt;script&gt;</code> is a tag</p>"],
    ["", ""],
  ])("%j is shown as %j", (description, html) => {
    expect(renderDescription(description)).toBe(html);
    expect(findActiveContent(description)).toBeNull();
  });

  it("has links that give nothing away", () => {
    expect(renderDescription('<a href="https://example.com" rel="follow" target="_top">a</a>')).toBe(
      '<a href="https://example.com" rel="nofollow noopener">a</a>',
    );
    expect(renderDescription('<a href="//example.com/x">a</a>')).toBe('<a rel="nofollow noopener">a</a>');
  });

  it("is plain text for search engines, cut at a sentence or a word", () => {
    expect(plainDescription("<p>One</p><p>two &amp; <b>three</b></p><ul><li>four</li></ul>")).toBe(
      "One two & three four",
    );
    expect(summarizeDescription("Short & sweet.")).toBe("Short & sweet.");
    const sentence = "This sentence is about as long as a sentence should be. ";
    expect(summarizeDescription(sentence.repeat(5))).toBe(sentence.repeat(2).trim());
    expect(summarizeDescription("words and ".repeat(40))).toMatch(/^.{100,159}(words|and)…$/);
  });
});
