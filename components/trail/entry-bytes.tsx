"use client";

import "./entry-bytes.css";
import "./trail-links.css";
import { useState } from "react";
import { parseTlogProof } from "@/lib/merkle/tlog-proof.ts";
import { CodeBlock } from "@/components/ui/code-block.tsx";
import { Section } from "@/components/ui/section.tsx";
import { encodeBase64 } from "@/lib/merkle/base64.ts";
import type { EntryMaterial } from "@/lib/trail-check/types.ts";
import { receiptAddress } from "@/lib/trail/api.ts";
import { VERIFIER_ADDRESS } from "./export-items.tsx";
import { fileOf, saveFile } from "./save-file.ts";

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function checkpointText(receipt: Uint8Array | null): string | null {
  if (receipt === null) return null;
  try {
    return utf8(parseTlogProof(receipt).checkpoint);
  } catch {
    return utf8(receipt);
  }
}

function valuesText(material: EntryMaterial): string | null {
  if (material.values === null) return null;
  const { body, salt, openings } = material.values;
  const personal = openings.map(
    (each) => `${each.pointer} ${JSON.stringify(each.value)} salt ${encodeBase64(each.salt)}`,
  );
  return [utf8(body), `salt ${encodeBase64(salt)}`, ...personal].join("\n");
}

/** The bytes themselves, for those who want them: entry, values with salt, checkpoint. */
export function EntryBytesSection({ id, material }: { id: string; material: EntryMaterial }) {
  const [leaf] = useState(() => utf8(material.leaf));
  const checkpoint = checkpointText(material.receipt);
  const values = valuesText(material);
  return (
    <Section
      title="The bytes"
      note="for those who want them"
      action={
        <span className="mk-trail-links">
          <button type="button" onClick={() => saveFile(`${id}.json`, fileOf(material.leaf))}>
            Entry, {material.leaf.length.toLocaleString("en")} B
          </button>
          {checkpoint === null ? null : (
            <a href={receiptAddress(id)} download={`${id}.tlog-proof`}>
              Proof, .tlog-proof
            </a>
          )}
          <a href={VERIFIER_ADDRESS} download>
            Offline verifier
          </a>
        </span>
      }
    >
      <div className="mk-bytes">
        <div>
          <CodeBlock title="Entry" code={leaf} wrap />
          {values === null ? (
            <p className="mk-2">The values and their salt were erased.</p>
          ) : (
            <CodeBlock title="Values and salt, held outside the log" code={values} wrap maxHeight={320} />
          )}
        </div>
        <div>
          {checkpoint === null ? (
            <p className="mk-2">The checkpoint appears here as soon as the entry is sealed.</p>
          ) : (
            <CodeBlock title="Checkpoint" code={checkpoint} wrap />
          )}
        </div>
      </div>
    </Section>
  );
}
