import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";

/**
 * Ranges that outgoing requests never reach by themselves: IANA's special-purpose registries for IPv4 and IPv6
 * (RFC 6890, RFC 8190) without those that are globally reachable, plus multicast. Cloud metadata services live in
 * 169.254.0.0/16, 100.100.100.200 (in 100.64.0.0/10) and fd00:ec2::254 (in fc00::/7).
 */
const REFUSED_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** Public IPv6 is 2000::/3; inside it these are not. 6to4 and NAT64 carry an IPv4 address and are judged by it as well. */
const REFUSED_V6 = ["2001::/23", "2001:db8::/32", "3fff::/20"];

function listOf(ranges: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", prefix = ""] = range.split("/");
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}

const refusedV4 = listOf(REFUSED_V4, "ipv4");
const refusedV6 = listOf(REFUSED_V6, "ipv6");
const globalV6 = listOf(["2000::/3"], "ipv6");
const nat64 = listOf(["64:ff9b::/96"], "ipv6");

/** The eight 16-bit groups of an IPv6 address, a dotted IPv4 tail included. `address` must be one. */
function groupsOf(address: string): number[] {
  const plain = address.split("%")[0] ?? "";
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(plain);
  const text =
    dotted === null
      ? plain
      : `${dotted[1] ?? ""}${((Number(dotted[2]) << 8) | Number(dotted[3])).toString(16)}:${((Number(dotted[4]) << 8) | Number(dotted[5])).toString(16)}`;
  const [head = "", tail] = text.split("::");
  const numbers = (part: string): number[] => (part === "" ? [] : part.split(":").map((group) => parseInt(group, 16)));
  const left = numbers(head);
  if (tail === undefined) return left;
  const right = numbers(tail);
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
}

function dottedFrom(high = 0, low = 0): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
}

/** The IPv4 address inside a v4-mapped, v4-compatible, NAT64 or 6to4 address; undefined for others. */
function embeddedV4(address: string): string | undefined {
  const groups = groupsOf(address);
  const leading = groups.slice(0, 5).every((group) => group === 0);
  if (leading && (groups[5] === 0xffff || groups[5] === 0)) return dottedFrom(groups[6], groups[7]);
  if (nat64.check(address, "ipv6")) return dottedFrom(groups[6], groups[7]);
  if (groups[0] === 0x2002) return dottedFrom(groups[1], groups[2]);
  return undefined;
}

/**
 * Whether an address (text, v4 or v6) lies on the public internet. False for loopback, link-local, private, shared
 * (CGNAT), multicast, metadata and reserved ranges, for IPv6 forms that hide such an IPv4 address, and for what is no
 * address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refusedV4.check(address, "ipv4");
  if (!isIPv6(address) || address.includes("%")) return false;
  const inner = embeddedV4(address);
  if (inner !== undefined && refusedV4.check(inner, "ipv4")) return false;
  if (nat64.check(address, "ipv6")) return true;
  return globalV6.check(address, "ipv6") && !refusedV6.check(address, "ipv6");
}

export type OutboundAllowance = { host: string; port?: number } | { network: string; prefix: number };

function parseNetwork(text: string): OutboundAllowance | undefined {
  const [network = "", prefixText = ""] = text.split("/");
  const prefix = Number(prefixText);
  const bits = isIPv4(network) ? 32 : 128;
  if (isIP(network) === 0 || !/^\d+$/.test(prefixText) || prefix > bits) return undefined;
  return { network, prefix };
}

function parseHost(text: string): OutboundAllowance | undefined {
  const url = URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : undefined;
  if (isIPv6(text)) return { host: text.toLowerCase() };
  if (url === undefined || url.pathname !== "/" || url.username !== "" || url.search !== "") return undefined;
  const explicit = /:(\d+)$/.exec(text)?.[1];
  const host = bareHost(url.hostname);
  return explicit === undefined ? { host } : { host, port: Number(explicit) };
}

/** A URL's hostname without the brackets of IPv6 and without a final dot, lower case. */
export function bareHost(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

/**
 * Reads MODELKEEP_OUTBOUND_ALLOW: hosts, hosts with ports and networks in CIDR form, separated by commas or spaces.
 * Throws with the first entry that is none of these.
 */
export function parseAllowances(text: string): OutboundAllowance[] {
  return text
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .map((entry) => {
      const parsed = entry.includes("/") ? parseNetwork(entry) : parseHost(entry);
      if (parsed === undefined)
        throw new Error(`MODELKEEP_OUTBOUND_ALLOW: "${entry}" is no host, host:port or network.`);
      return parsed;
    });
}

/** Whether an entry names this host and port, or a network that holds the resolved address. */
export function isAllowed(
  allowances: readonly OutboundAllowance[],
  target: { host: string; port: number; address: string },
): boolean {
  const family = isIPv4(target.address) ? "ipv4" : "ipv6";
  return allowances.some((allowance) => {
    if ("host" in allowance) {
      return allowance.host === target.host && (allowance.port === undefined || allowance.port === target.port);
    }
    if ((isIPv4(allowance.network) ? "ipv4" : "ipv6") !== family) return false;
    return listOf([`${allowance.network}/${allowance.prefix}`], family).check(target.address, family);
  });
}
