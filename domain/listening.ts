// Where a web process listens, which hosts it answers for, and what must be true of its surroundings before real
// money moves.

/** The names under which a machine reaches itself, as they stand in a URL. */
const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|\[?::ffff:127(?:\.\d{1,3}){3}\]?)$/i;

/** Whether a host name or an address never leaves this machine. */
export const isLoopback = (name: string): boolean => LOOPBACK.test(name);

/** The addresses to bind, the first of which must be there. @param host `HOST` */
export const listenAddresses = (host: string): string[] =>
  host === "localhost" ? ["127.0.0.1", "::1"] : [host];

/** Where a process reaches its own port. @param host `HOST` */
export function ownUrl(host: string, port: number): string {
  const isEverywhere = host === "localhost" || host === "0.0.0.0" || host === "::";
  return `http://${isEverywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${port}`;
}

export type AskedHost = {
  /** The header, as it was sent. */
  host: string | undefined;
  forwardedHost: string | undefined;
  /** Whether the connection comes from this machine. */
  isLocal: boolean;
};

/**
 * Makes the rule that tells requests for this shop from requests for another host (H10, W6, R-S4). It takes: the host
 * of `APP_ORIGIN`; every loopback name on its port where that is one; from this machine every loopback name, which is
 * what a proxy sends that does not pass `Host` on (nginx's default); and what known proxies say in X-Forwarded-Host.
 */
export function makeHostRule(shop: {
  origin: string;
  listensOn: string;
  proxyHops: number;
}): (asked: AskedHost) => boolean {
  const { host, hostname, port, protocol } = new URL(shop.origin);
  const names = new Set([host]);
  if (port === "") names.add(`${host}:${protocol === "https:" ? 443 : 80}`);
  if (isLoopback(hostname))
    for (const name of LOOPBACK_NAMES) names.add(port === "" ? name : `${name}:${port}`);
  const own = new URL(ownUrl(shop.listensOn, 80)).hostname;
  const isThisMachine = (name: string) => isLoopback(name) || name === own;
  return ({ host: asked = "", forwardedHost, isLocal }) => {
    const name = asked.toLowerCase();
    if (names.has(name)) return true;
    if (isLocal && isThisMachine(name.replace(/:\d*$/, ""))) return true;
    if (shop.proxyHops === 0 || forwardedHost === undefined) return false;
    return forwardedHost.split(",").some((one) => names.has(one.trim().toLowerCase()));
  };
}

/**
 * What keeps a shop with live keys from starting (H8): whatever would carry money, passwords or order links in clear
 * text, or count all shoppers as one. Each is a sentence with its variable and its fix; no value is repeated.
 */
export function exposureFaults(shop: {
  origin: string;
  databaseUrl: string;
  smtpUrl: string | undefined;
  proxyHops: number | undefined;
  /** A worker alone answers no requests. */
  isWorkerOnly: boolean;
}): string[] {
  const faults: string[] = [];
  if (!shop.origin.startsWith("https:"))
    faults.push(
      "APP_ORIGIN begins with http:// while the Stripe keys are live. Fix: put a proxy with a certificate before the shop and write its https:// address",
    );
  if (shop.proxyHops === undefined && !shop.isWorkerOnly)
    faults.push(
      "PROXY_HOPS is not set while the Stripe keys are live. Fix: how many proxies stand before the shop: 1 for one, 0 if shoppers reach it directly",
    );
  if (shop.smtpUrl !== undefined && !isMailEncrypted(shop.smtpUrl))
    faults.push(
      "SMTP_URL may send the password and order links in clear text. Fix: begin it with smtps://, or end it with ?requireTLS=true where the server has STARTTLS",
    );
  if (!isDatabaseEncrypted(shop.databaseUrl))
    faults.push(
      "DATABASE_URL names a server on another machine without TLS. Fix: end it with ?sslmode=verify-full, and with &sslrootcert=FILE where the server's certificate has an authority of its own",
    );
  return faults;
}

function isMailEncrypted(text: string): boolean {
  const { protocol, hostname, searchParams } = new URL(text);
  const asked = Object.fromEntries(searchParams);
  if (isLoopback(hostname)) return true;
  if (["false", "0"].includes(asked["tls.rejectUnauthorized"] ?? "")) return false;
  return protocol === "smtps:" || ["true", "1"].includes(asked.requireTLS ?? "");
}

/**
 * Asks for TLS where a mail leaves this machine: `smtp://` alone would go on in clear text with a server, or someone on
 * the way, that does not offer it. An address that says something else about it is left as it is.
 */
export function withRequiredTls(smtpUrl: string): string {
  if (!URL.canParse(smtpUrl)) return smtpUrl;
  const url = new URL(smtpUrl);
  if (url.protocol === "smtp:" && !isLoopback(url.hostname) && !url.searchParams.has("requireTLS"))
    url.searchParams.set("requireTLS", "true");
  return url.href;
}

/** As `pg` reads a connection string: these modes encrypt and check the certificate, `no-verify` only encrypts. */
function isDatabaseEncrypted(text: string): boolean {
  const { hostname, searchParams } = new URL(text);
  const asked = Object.fromEntries(searchParams);
  const host = asked.host ?? decodeURIComponent(hostname);
  if (host === "" || host.startsWith("/") || isLoopback(host)) return true;
  const checked = asked.uselibpqcompat === "true" ? [] : ["require"];
  return ["verify-ca", "verify-full", ...checked].includes(asked.sslmode ?? "");
}
