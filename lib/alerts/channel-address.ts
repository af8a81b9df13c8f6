import { invalid } from "../kernel/errors.ts";
import { z } from "../zod.ts";

const LEAST_SECRET = 16;

function webAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return invalid("address", "Give an address that begins with https:// or http://.");
  }
  if (url.username + url.password !== "") return invalid("address", "Leave out user and password.");
  return url;
}

/** Of an address what may be seen: the host of a URL, the first sign and the domain of an e-mail address. Throws invalid_input. */
export function checkAddress({ kind, address, secret }: { kind: string; address: string; secret: string }): string {
  if (kind === "email") {
    if (!z.email().safeParse(address).success) return invalid("address", "This is no e-mail address.");
    return `${address.slice(0, 1)}…${address.slice(address.lastIndexOf("@"))}`;
  }
  const url = webAddress(address);
  if (kind === "webhook" && secret.length < LEAST_SECRET) {
    return invalid("secret", "Give a secret of 16 characters or more; what is sent is signed with it.");
  }
  return url.host;
}
