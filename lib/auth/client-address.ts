/**
 * The address of the client, as our own web server saw it. The server sets this header itself and drops what arrives
 * under its name, so it cannot be forged; "unknown" where no such server stands in front (tests).
 */
export function clientAddress(headers: Pick<Headers, "get">): string {
  return headers.get("x-modelkeep-client-address") ?? "unknown";
}
