const FIRST_PAGE = "/admin";
const ANY_HOST = "http://admin.invalid";

/** Where to go after signing in: a page of the admin, whatever the address asked for. */
export function nextPath(wanted: unknown): string {
  // Browsers drop tabs and line ends from addresses: only printable ASCII is looked at.
  if (typeof wanted !== "string" || wanted.length > 1000) return FIRST_PAGE;
  if (!/^\/admin(?:[/?][!-~]*)?$/.test(wanted)) return FIRST_PAGE;
  // Resolved as a browser does it, with "\" for "/" and "%2e" for ".", it must still be in the admin.
  const { pathname, search } = new URL(wanted, ANY_HOST);
  if (!/^\/admin(\/|$)/.test(pathname) || /^\/admin\/?(sign-in.*)?$/.test(pathname)) return FIRST_PAGE;
  return pathname + search;
}
