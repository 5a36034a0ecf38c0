import "server-only";
import type { ServerResponse } from "node:http";

const SECONDS_OF_TWO_YEARS = 63_072_000;

/** What every answer says, redirects and refusals too, unless it says it in its own way. */
const HEADERS: [name: string, value: string][] = [
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "strict-origin-when-cross-origin"],
  ["X-Frame-Options", "DENY"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=()"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  // Of what is no page. A page without a policy of its own would be a fault, and stays readable.
  ["Content-Security-Policy", "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"],
];

/**
 * Makes what adds the headers to an answer, at the moment when its own are complete. Nobody keeps what is not there:
 * there are more such addresses than fit into any cache.
 * @param origin `APP_ORIGIN`; over https, browsers are told to use nothing else for two years
 */
export function headersAdder(origin: string): (response: ServerResponse) => void {
  const headers = [...HEADERS];
  if (origin.startsWith("https:"))
    headers.push(["Strict-Transport-Security", `max-age=${SECONDS_OF_TWO_YEARS}`]);
  return (response) => {
    const { writeHead } = response;
    response.writeHead = ((status: number, ...rest: unknown[]) => {
      for (const [name, value] of headers) if (!response.hasHeader(name)) response.setHeader(name, value);
      if (status === 404) response.setHeader("Cache-Control", "no-store");
      return Reflect.apply(writeHead, response, [status, ...rest]);
    }) as typeof writeHead;
  };
}
