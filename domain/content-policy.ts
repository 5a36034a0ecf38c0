/**
 * How a page says which of its inline scripts are its own: by their hashes where the page is kept and sent many
 * times, by a nonce where it is made for one request.
 */
export type OwnScripts = { sha256: readonly string[] } | { nonce: string };

type ContentPolicyInput = {
  scripts: OwnScripts;
  /** Where a form may lead, besides the shop: the payment page, which a browser without JavaScript is sent to. */
  formTargets?: readonly string[];
  /**
   * The origins of the payment form's scripts, frames and requests. Given on the page that shows the form, which
   * brings its own styles too.
   */
  payment?: readonly string[] | undefined;
  /** It shows documents of the shop in frames: a mail as it was made. */
  hasFrames?: boolean;
  /** A page of the admin shows it in a frame: a draft as the shop would show it. */
  isFramed?: boolean;
  /** The development server evaluates scripts and writes styles into the page. */
  isDevelopment?: boolean;
};

/**
 * The Content-Security-Policy of a page: only the shop's own scripts run, and nothing is loaded from or sent to
 * other hosts but the payment form. w3.org/TR/CSP3
 */
export function contentPolicy({
  scripts,
  formTargets = [],
  payment = [],
  hasFrames = false,
  isFramed = false,
  isDevelopment = false,
}: ContentPolicyInput): string {
  const own =
    "nonce" in scripts ? [`'nonce-${scripts.nonce}'`] : scripts.sha256.map((it) => `'sha256-${it}'`);
  const styles = payment.length > 0 || isDevelopment ? ["'unsafe-inline'"] : [];
  const frames = hasFrames ? ["'self'", ...payment] : payment;
  return [
    directive("default-src", "'self'"),
    directive("script-src", "'self'", ...own, ...payment, ...(isDevelopment ? ["'unsafe-eval'"] : [])),
    directive("style-src", "'self'", ...styles),
    directive("img-src", "'self'", "data:", ...payment),
    directive("connect-src", "'self'", ...payment),
    directive("frame-src", ...(frames.length > 0 ? frames : ["'none'"])),
    directive("form-action", "'self'", ...formTargets),
    "object-src 'none'",
    "base-uri 'self'",
    directive("frame-ancestors", isFramed ? "'self'" : "'none'"),
  ].join("; ");
}

const directive = (name: string, ...sources: string[]) => [name, ...sources].join(" ");

// A script with a source is let in by its address, and one with a type of its own is data that no browser runs.
const INLINE_SCRIPT = /<script(?![^>]*\s(?:src|type)=)[^>]*>([\s\S]*?)<\/script>/g;

/**
 * The texts of a finished page's own inline scripts, each once. For pages that the shop made itself: what products
 * and people wrote stands in them escaped, so that no text of theirs begins a script.
 */
export function inlineScripts(html: string): string[] {
  return [...new Set(Array.from(html.matchAll(INLINE_SCRIPT), ([, text]) => text ?? ""))];
}
