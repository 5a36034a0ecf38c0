import "server-only";
import { type LookupAddress, lookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./is-public-address";

const MAX_BYTES = 15 * 1024 * 1024;
const MAX_MS = 15_000;
const MAX_REDIRECTS = 5;

/** Where a fetch may go. Only tests give another than `PUBLIC_HTTPS`. */
export type Reach = { protocols: string[]; isAllowedAddress: (address: string) => boolean };
const PUBLIC_HTTPS: Reach = { protocols: ["https:"], isAllowedAddress: isPublicAddress };

export type PictureFault = "unreachable" | "not_a_picture" | "too_many_pixels" | "damaged";

/** The picture cannot be had or used; the message says why. */
export class PictureRefused extends Error {
  override name = "PictureRefused";

  constructor(
    message: string,
    readonly fault: PictureFault = "unreachable",
  ) {
    super(message);
  }
}

/**
 * Fetches a file of at most 15 MB within 15 seconds, redirects included. Who enters an address must not
 * reach the shop's own network with it: only https, and only addresses of the open internet.
 * @throws PictureRefused
 */
export async function fetchPicture(address: string, reach: Reach = PUBLIC_HTTPS): Promise<Buffer> {
  const signal = AbortSignal.timeout(MAX_MS);
  let url = address;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const answer = await get(allowed(url, reach), reach, signal);
    if (typeof answer !== "string") return answer;
    url = answer;
  }
  throw new PictureRefused(`${address} redirects more than ${MAX_REDIRECTS} times.`);
}

function allowed(address: string, reach: Reach): URL {
  const url = URL.parse(address);
  if (!url) throw new PictureRefused(`"${address}" is not a valid address.`);
  if (!reach.protocols.includes(url.protocol))
    throw new PictureRefused(`${address} is not an https address.`);
  if (url.username || url.password)
    throw new PictureRefused(`The address of ${url.host} contains a user name or a password.`);
  // A literal address is never looked up, so the check in the lookup would not see it.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) && !reach.isAllowedAddress(host))
    throw new PictureRefused(`${host} is not a public address.`);
  return url;
}

/** The body, or the address that it redirects to. */
function get(url: URL, reach: Reach, signal: AbortSignal): Promise<Buffer | string> {
  const { request } = url.protocol === "http:" ? http : https;
  return new Promise((done, fail) => {
    const refuse = (reason: string) => fail(new PictureRefused(`${url.host}: ${reason}`));
    // No kept connection: its address was checked for another request.
    const options = {
      agent: false,
      signal,
      lookup: guardedLookup(reach),
      headers: { accept: "image/*", "user-agent": "Latchkey" },
    };
    const sent = request(url, options, (response) => {
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location) {
        response.destroy();
        const next = URL.parse(headers.location, url.href);
        return next ? done(next.href) : refuse("it redirects to nowhere.");
      }
      const isTooLarge = Number(headers["content-length"] ?? 0) > MAX_BYTES;
      if (statusCode !== 200 || isTooLarge) {
        response.destroy();
        return refuse(isTooLarge ? "the picture is larger than 15 MB." : `it answered ${statusCode}.`);
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size <= MAX_BYTES) return;
        refuse("the picture is larger than 15 MB.");
        response.destroy();
      });
      response.on("end", () => done(Buffer.concat(chunks)));
      response.on("error", (error) => refuse(reasonOf(error)));
      response.on("aborted", () => refuse("the connection was cut."));
    });
    sent.on("error", (error) => refuse(reasonOf(error)));
    sent.end();
  });
}

function reasonOf(error: Error): string {
  if (error.name === "AbortError" || error.name === "TimeoutError") return "it took longer than 15 seconds.";
  return error.message;
}

/**
 * Resolves a name to allowed addresses only. The check is here, at the connection's own lookup, because a
 * name that is looked up twice may have another answer the second time.
 */
function guardedLookup(reach: Reach): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = (found as LookupAddress[] | undefined) ?? [];
      const [first] = addresses;
      if (error || !first) return callback(error ?? new Error("there is no such host."), "", 0);
      // One forbidden address is enough: a name of the open internet has none.
      const forbidden = addresses.find(({ address }) => !reach.isAllowedAddress(address));
      if (forbidden) return callback(new Error(`${forbidden.address} is not a public address.`), "", 0);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}
