"use client";

import { useEffect, useState } from "react";
import { decodeBase64 } from "@/lib/merkle/base64.ts";
import type { EntryBytes, TrailEntry } from "@/lib/trail/schema.ts";
import type { EntryCheck, EntryMaterial } from "@/lib/trail-check/types.ts";

/** What the API gave, as the check wants it. Null while the bytes or the log's key are missing. */
export function materialOf(
  entry: TrailEntry,
  bytes: EntryBytes,
  receipt: Uint8Array | null,
  keys: { log: string | null; witnesses: readonly { name: string; vkey: string }[] },
): EntryMaterial {
  const { values } = bytes;
  return {
    leaf: decodeBase64(bytes.leaf),
    values:
      values === null
        ? null
        : {
            body: decodeBase64(values.body),
            salt: decodeBase64(values.salt),
            openings: values.openings.map((each) => ({ ...each, salt: decodeBase64(each.salt) })),
          },
    receipt,
    logKey: keys.log ?? "",
    witnesses: keys.witnesses,
    shown: entry,
  };
}

async function run(material: EntryMaterial): Promise<EntryCheck> {
  const [{ browserCrypto }, { checkEntry }] = await Promise.all([
    import("@/lib/trail-check/crypto-browser.ts"),
    import("@/lib/trail-check/check-entry.ts"),
  ]);
  // Once unmeasured, so that the times shown are those of the check and not of a compiler that warms up.
  checkEntry(browserCrypto, material, () => 0);
  return checkEntry(browserCrypto, material, () => performance.now());
}

/** Checks the material in this browser, again whenever it or `round` changes; null until the first result. */
export function useEntryCheck(material: EntryMaterial | null, round: number): EntryCheck | null {
  const [result, setResult] = useState<EntryCheck | null>(null);
  useEffect(() => {
    if (material === null) return undefined;
    let wanted = true;
    void run(material).then((check) => {
      if (wanted) setResult(check);
    });
    return () => {
      wanted = false;
    };
  }, [material, round]);
  return result;
}
