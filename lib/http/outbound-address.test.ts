import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bareHost, isAllowed, isPublicAddress, parseAllowances } from "./outbound-address.ts";

const refused = [
  ["loopback", "127.0.0.1", "127.255.255.254", "::1"],
  ["unspecified", "0.0.0.0", "0.1.2.3", "::"],
  ["private", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fdff::1"],
  ["link-local", "169.254.1.1", "fe80::1", "febf::1", "fe80::1%eth0"],
  ["metadata", "169.254.169.254", "100.100.100.200", "fd00:ec2::254"],
  ["carrier-grade NAT", "100.64.0.1", "100.127.255.255"],
  ["multicast", "224.0.0.1", "239.255.255.255", "ff02::1"],
  ["reserved and broadcast", "240.0.0.1", "255.255.255.255", "192.0.0.1", "198.18.0.1"],
  ["documentation", "192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
  ["v4-mapped", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "0:0:0:0:0:ffff:a9fe:a9fe"],
  ["v4-compatible", "::127.0.0.1", "::10.0.0.1"],
  ["NAT64", "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1"],
  ["6to4", "2002:7f00:1::1", "2002:a00:1::", "2002:c0a8:101::1"],
  ["Teredo and other protocol ranges", "2001::1", "2001:20::1"],
  ["not global at all", "100::1", "fec0::1", "4000::1"],
  ["no address", "", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3", "::g"],
] as const;

const open = ["1.1.1.1", "8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "11.0.0.1"];
const openV6 = ["2606:4700:4700::1111", "2a00:1450::1", "2002:808:808::1", "64:ff9b::8.8.8.8"];

describe("what counts as public", () => {
  it.each(refused.map(([name, ...addresses]) => ({ name, addresses })))("refuses $name", ({ addresses }) => {
    for (const address of addresses) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });

  it("takes ordinary addresses, also just outside of refused ranges", () => {
    for (const address of [...open, ...openV6]) expect([address, isPublicAddress(address)]).toEqual([address, true]);
  });

  it("judges every IPv4 address as a plain sum of ranges does, and its IPv6 disguises no milder", () => {
    const inside = (value: number, network: string, prefix: number): boolean => {
      const base = network.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
      const size = 2 ** (32 - prefix);
      return value >= base && value < base + size;
    };
    const ranges: [string, number][] = [
      ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12],
      ["192.0.0.0", 24], ["192.0.2.0", 24], ["192.88.99.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15],
      ["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 3],
    ]; // prettier-ignore
    const anyAddress = fc.oneof(
      fc.nat({ max: 2 ** 32 - 1 }),
      fc.constantFrom(...ranges).chain(([network, prefix]) => {
        const base = network.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
        return fc.integer({ min: Math.max(0, base - 2), max: Math.min(2 ** 32 - 1, base + 2 ** (32 - prefix) + 1) });
      }),
    );
    fc.assert(
      fc.property(anyAddress, (value) => {
        const bytes = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
        const dotted = bytes.join(".");
        const groups = `${(bytes[0]! * 256 + bytes[1]!).toString(16)}:${(bytes[2]! * 256 + bytes[3]!).toString(16)}`;
        const expected = !ranges.some(([network, prefix]) => inside(value, network, prefix));
        expect([dotted, isPublicAddress(dotted)]).toEqual([dotted, expected]);
        expect(isPublicAddress(`::ffff:${dotted}`)).toBe(false);
        expect(isPublicAddress(`::ffff:${groups}`)).toBe(false);
        expect(isPublicAddress(`64:ff9b::${dotted}`)).toBe(expected);
        expect(isPublicAddress(`2002:${groups}::1`)).toBe(expected);
      }),
    );
  });

  it("never takes an IPv6 address outside of 2000::/3 but NAT64's", () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const first = parseInt(address.split(":")[0] === "" ? "0" : (address.split(":")[0] ?? "0"), 16);
        if (first >= 0x2000 && first <= 0x3fff) return;
        if (address.toLowerCase().startsWith("64:ff9b:")) return;
        expect([address, isPublicAddress(address)]).toEqual([address, false]);
      }),
    );
  });
});

describe("the list of exemptions", () => {
  const target = { host: "keycloak.internal", port: 8443, address: "10.1.2.3" };

  it("takes hosts, hosts with ports, and networks", () => {
    expect(isAllowed(parseAllowances("keycloak.internal"), target)).toBe(true);
    expect(isAllowed(parseAllowances("Keycloak.Internal:8443"), target)).toBe(true);
    expect(isAllowed(parseAllowances("keycloak.internal:443"), target)).toBe(false);
    expect(isAllowed(parseAllowances("other, 10.1.0.0/16"), target)).toBe(true);
    expect(isAllowed(parseAllowances("10.2.0.0/16 fd00::/8"), target)).toBe(false);
    expect(isAllowed(parseAllowances(""), target)).toBe(false);
    expect(isAllowed(parseAllowances("[::1]:9000"), { host: "::1", port: 9000, address: "::1" })).toBe(true);
    expect(isAllowed(parseAllowances("fd00::/8"), { host: "x", port: 80, address: "fd12::1" })).toBe(true);
  });

  it("names the entry that cannot be read", () => {
    for (const entry of ["10.0.0.0/33", "http://x/y", "a/b", "user@host", "10.0.0.0/"]) {
      expect(() => parseAllowances(entry)).toThrow(`"${entry}"`);
    }
  });

  it("compares names without brackets, final dot and case", () => {
    expect(bareHost("[::1]")).toBe("::1");
    expect(bareHost("LocalHost.")).toBe("localhost");
  });
});
