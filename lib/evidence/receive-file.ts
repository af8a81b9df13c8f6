import type { Actor } from "../kernel/actor.ts";
import { can } from "../kernel/can.ts";
import { AppError, invalid } from "../kernel/errors.ts";
import { parseInput } from "../kernel/input.ts";
import { runCommand } from "../kernel/run-command.ts";
import type { z } from "../zod.ts";
import { OWN_MEDIA_TYPE } from "./attach-report.ts";
import { addFile } from "./commands/add-file.ts";
import { FileFacts, MAX_EVIDENCE_BYTES, type EvidenceDto } from "./schema.ts";
import { storeFile } from "./store.ts";

type Upload = {
  actor: Actor;
  requestId: string;
  facts: Record<string, unknown>;
  body: ReadableStream<Uint8Array> | null;
  statedBytes: number;
};

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    await reader.cancel();
  }
}

/**
 * Takes a file in: permission and facts first, then the bytes straight to the store, then the command with the digest and
 * size that were counted here. Throws payload_too_large, before reading where the length is stated.
 */
export async function receiveFile(upload: Upload): Promise<z.output<typeof EvidenceDto>> {
  const { actor, requestId, body } = upload;
  if (!can(actor, addFile.permission)) {
    await runCommand(addFile, { actor, requestId, input: upload.facts as never });
  }
  const facts = parseInput(FileFacts, upload.facts);
  if (facts.mediaType.startsWith(OWN_MEDIA_TYPE)) {
    invalid("mediaType", "Reports of this kind are written by Modelkeep itself and cannot be uploaded.");
  }
  if (upload.statedBytes > MAX_EVIDENCE_BYTES) {
    const extra = { limitBytes: MAX_EVIDENCE_BYTES };
    throw new AppError("payload_too_large", `A file may have at most ${MAX_EVIDENCE_BYTES / 1_000_000} MB.`, { extra });
  }
  if (body === null || upload.statedBytes === 0) invalid("body", "The file is empty.");
  const stored = await storeFile(piecesOf(body));
  if (stored.sizeBytes === 0) invalid("body", "The file is empty.");
  return runCommand(addFile, { actor, requestId, input: { ...facts, ...stored } });
}
