import type { IncomingHttpHeaders } from "node:http";

const FORWARDED = [
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "forwarded",
  "x-real-ip",
];

function textOf(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(",") : (value ?? "");
}

/**
 * The client's address when `hops` proxies of ours stand in front: the entry of x-forwarded-for that the outermost of
 * them wrote, counted from the right, so that what a client adds on the left is never believed. With 0 hops, or a list that
 * is too short, it is the address of the connection.
 */
export function clientAddressOf(headers: IncomingHttpHeaders, remoteAddress: string, hops: number): string {
  const plain = remoteAddress.replace(/^::ffff:/, "");
  if (hops === 0) return plain;
  const chain = textOf(headers["x-forwarded-for"])
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return chain[chain.length - hops] ?? plain;
}

/**
 * Rewrites the headers of a request before anything reads them: our own x-modelkeep-* headers can only come from here, and
 * forwarding headers are dropped unless proxies are trusted.
 */
export function sanitizeHeaders(headers: IncomingHttpHeaders, remoteAddress: string, hops: number): void {
  const address = clientAddressOf(headers, remoteAddress, hops);
  for (const name of Object.keys(headers)) {
    if (name.startsWith("x-modelkeep-") || name === "x-nonce" || name === "x-middleware-subrequest")
      delete headers[name];
  }
  if (hops === 0) for (const name of FORWARDED) delete headers[name];
  headers["x-modelkeep-client-address"] = address;
}
