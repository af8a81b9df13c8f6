import { dataKey, decrypt, encrypt } from "../audit/person-keys.ts";

const place = (connectionId: string): string => `connection/${connectionId}/token`;

/** Seals a token with the installation's data key, bound to its connection. */
export function sealToken(token: string, connectionId: string): Buffer<ArrayBuffer> {
  return Buffer.from(encrypt(dataKey(), Buffer.from(token, "utf8"), place(connectionId)));
}

/** Opens a sealed token. Throws when it was sealed for another connection or with another key. */
export function openToken(sealed: Uint8Array, connectionId: string): string {
  return decrypt(dataKey(), sealed, place(connectionId)).toString("utf8");
}
