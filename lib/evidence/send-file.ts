import type { Actor } from "../kernel/actor.ts";
import { runCommand } from "../kernel/run-command.ts";
import { downloadEvidence } from "./commands/download-evidence.ts";
import { readStored } from "./store.ts";

type Request = { actor: Actor; requestId: string; id: string };

/** A file name as RFC 6266 wants it: plain characters for old clients, the whole name in UTF-8 for the rest. */
export function attachment(fileName: string): string {
  const plain = fileName.replaceAll(/[^A-Za-z0-9._ -]/g, "_");
  const whole = encodeURIComponent(Buffer.from(fileName, "utf8").toString("utf8")).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function streamOf(pieces: AsyncGenerator<Uint8Array, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const piece: IteratorResult<Uint8Array, undefined> = await pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(piece.value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

/**
 * Sends a file of evidence as an attachment of no particular type, so that no browser shows or runs it, and leaves the
 * entry of the download. A file that was damaged on the disk breaks off instead of ending.
 */
export async function sendFile({ actor, requestId, id }: Request): Promise<Response> {
  const file = await runCommand(downloadEvidence, { actor, requestId, input: { id } });
  return new Response(streamOf(readStored(file.digest)), {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": attachment(file.fileName),
      "content-length": String(file.sizeBytes),
      "content-security-policy": "sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      digest: `sha-256=${Buffer.from(file.digest, "hex").toString("base64")}`,
    },
  });
}
