import { describe, expect, it } from "vitest";
import { isPublicAddress } from "../../../server/catalog/pictures/is-public-address.ts";

const PUBLIC = [
  "8.8.8.8",
  "93.184.216.34",
  "172.15.0.1",
  "172.32.0.1",
  "2606:4700::1111",
  "2a00:1450:4001::1",
];
const OURS = [
  ...["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
  ...["169.254.169.254", "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
  ...["::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"],
  ...["64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:53aa:64c::", "2001:db8::1", "::7f00:1"],
  ...["", "localhost", "127.1", "0x7f000001", "2130706433", "8.8.8.8 "],
];

describe("isPublicAddress", () => {
  it.each(PUBLIC)("%s is one of the internet", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each(OURS)("%j is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
