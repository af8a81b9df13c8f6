import { runQuery } from "../kernel/query.ts";
import { knownDigests } from "./queries/known-digests.ts";
import { forgetFile, forgetIncoming, storedBefore } from "./store.ts";

const AT_ONCE = 500;

/**
 * Deletes files last written before this time that nothing refers to, and uploads that broke off. The reader may be a
 * moment behind, so the time must lie well in the past.
 */
export async function sweep(before: Date): Promise<{ files: number; incoming: number }> {
  const old = await storedBefore(before);
  let files = 0;
  for (let at = 0; at < old.length; at += AT_ONCE) {
    const digests = old.slice(at, at + AT_ONCE);
    const actor = { type: "system" as const, name: "sweep" };
    const known = new Set((await runQuery(knownDigests, { actor, input: { digests } })).known);
    for (const digest of digests) {
      if (!known.has(digest) && (await forgetFile(digest, before))) files += 1;
    }
  }
  return { files, incoming: await forgetIncoming(before) };
}
