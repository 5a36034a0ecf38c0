import "server-only";
import { randomBytes } from "node:crypto";
import { clientAddress } from "../platform/client-address";
import { env } from "../platform/env";
import { isSigned, sign } from "../platform/seal";
import { readAdminCookie, setAdminCookie } from "./admin-cookie";
import { releaseTry, reserveTry, WINDOW_MS } from "./reserve-try";

const MAX_WAIT_SECONDS = 30;
const MAX_COUNTED = 1_000;
const DEVICE_SECONDS = 400 * 86_400;
const NAMES = { device: "device", ticket: "try" };

export type Admission =
  /** `subjects`: what a try was taken of, for `releaseTries`. */
  { isAllowed: true; subjects: string[]; isKnownDevice: boolean } | { isAllowed: false; retryAt: Date };

/**
 * Whether a password may be tried now. Nobody can lock another person out:
 * - a device that has signed in to this account before has ten tries of its own;
 * - other devices have ten an address, where addresses are known (PROXY_HOPS);
 * - the account by itself only delays: a browser waits 1, 2, 4 … 30 seconds for its own next try, whatever others do.
 */
export async function admitTry(account: string, sent: Headers): Promise<Admission> {
  const device = await readDevice(account);
  if (device !== null) {
    const own = `device:${account}:${device}`;
    if ((await reserveTry(own)).isAllowed) return { isAllowed: true, subjects: [own], isKnownDevice: true };
  }
  const address = env().PROXY_HOPS === undefined ? null : clientAddress(sent);
  const ofAddress = address === null ? [] : [`address:${address}`];
  for (const subject of ofAddress) {
    const { isAllowed, retryAt } = await reserveTry(subject);
    if (!isAllowed) return { isAllowed: false, retryAt };
  }
  const ofAccount = `account:${account}`;
  const { count } = await reserveTry(ofAccount, MAX_COUNTED);
  if (count === 1) return { isAllowed: true, subjects: [...ofAddress, ofAccount], isKnownDevice: false };
  const ticket = await readTicket(account);
  if (ticket === null) return { isAllowed: false, retryAt: await giveTicket(account, count - 1) };
  if (ticket.at > Date.now()) return { isAllowed: false, retryAt: new Date(ticket.at) };
  // Of two requests with one ticket, one is let through.
  if (!(await reserveTry(`ticket:${ticket.nonce}`, 1)).isAllowed)
    return { isAllowed: false, retryAt: await giveTicket(account, count - 1) };
  return { isAllowed: true, subjects: [...ofAddress, ofAccount], isKnownDevice: false };
}

/** After a wrong password: when this browser may try again. */
export async function delayNextTry(account: string): Promise<void> {
  const { count } = await reserveTry(`account:${account}`, MAX_COUNTED);
  await releaseTry(`account:${account}`);
  await giveTicket(account, count - 1);
}

/** After a right one: it takes nothing from what is left, and the device is known from now on. */
export async function rememberDevice(account: string, subjects: string[]): Promise<void> {
  await Promise.all(subjects.map(releaseTry));
  await setAdminCookie(NAMES.ticket, "", 0);
  if ((await readDevice(account)) !== null) return;
  const id = randomBytes(16).toString("base64url");
  await setAdminCookie(NAMES.device, `${id}.${sign("sign-in", `device:${account}:${id}`)}`, DEVICE_SECONDS);
}

async function readDevice(account: string): Promise<string | null> {
  const [id = "", mac = ""] = (await readAdminCookie(NAMES.device))?.split(".") ?? [];
  return isSigned("sign-in", `device:${account}:${id}`, mac) ? id : null;
}

type Ticket = { at: number; nonce: string };

async function giveTicket(account: string, failures: number): Promise<Date> {
  const at = Date.now() + Math.min(2 ** Math.max(0, failures - 1), MAX_WAIT_SECONDS) * 1_000;
  const nonce = randomBytes(16).toString("base64url");
  await setAdminCookie(
    NAMES.ticket,
    `${at}.${nonce}.${sign("sign-in", `try:${account}:${at}:${nonce}`)}`,
    WINDOW_MS / 1_000,
  );
  return new Date(at);
}

async function readTicket(account: string): Promise<Ticket | null> {
  const [at = "", nonce = "", mac = ""] = (await readAdminCookie(NAMES.ticket))?.split(".") ?? [];
  if (!isSigned("sign-in", `try:${account}:${at}:${nonce}`, mac)) return null;
  // That a ticket was used is known for a window from then on, so none may be older.
  const isOver = Number(at) + WINDOW_MS - MAX_WAIT_SECONDS * 1_000 < Date.now();
  return isOver ? null : { at: Number(at), nonce };
}
