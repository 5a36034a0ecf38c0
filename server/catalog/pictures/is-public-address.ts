import "server-only";
import { BlockList, isIP, isIPv4 } from "node:net";

// IANA's special-purpose registries (RFC 6890 and its updates): what leads to this machine, its network, or nobody.
const RESERVED_V4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
// Within the public part of IPv6; 2001::/23 holds Teredo and 2002::/16 is 6to4: both wrap an IPv4 address.
const RESERVED_V6: [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const reserved = new BlockList();
for (const [network, bits] of RESERVED_V4) reserved.addSubnet(network, bits, "ipv4");
for (const [network, bits] of RESERVED_V6) reserved.addSubnet(network, bits, "ipv6");
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address is one of the open internet; anything that is no address is not. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (isIPv4(address)) return !reserved.check(address, "ipv4");
  // Outside 2000::/3 lie loopback, link-local, private, multicast, IPv4-mapped and NAT64 addresses.
  return global6.check(address, "ipv6") && !reserved.check(address, "ipv6");
}
