"use client";

import "./proof-section.css";
import { Button, Menu } from "@mantine/core";
import { IconBolt, IconRefresh } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { changeByte, type BytePlace } from "@/lib/trail-check/change-byte.ts";
import type { EntryCheck, EntryMaterial } from "@/lib/trail-check/types.ts";
import { CheckMark } from "./check-mark.tsx";
import { EntryCards, RootCards, stateOf } from "./proof-cards.tsx";
import { ProofPath, pathHeight } from "./proof-path.tsx";
import { milliseconds, ProofSteps } from "./proof-steps.tsx";
import { headOf } from "./proof-words.ts";
import { useEntryCheck } from "./use-entry-check.ts";

const places: Record<BytePlace, string> = {
  entry: "In the entry",
  values: "In its values",
  path: "In the path",
  checkpoint: "In the checkpoint",
  signature: "In the signature of the log",
  cosignature: "In a cosignature",
};

interface HeadProps {
  check: EntryCheck;
  material: EntryMaterial;
  bent: string | null;
  onAgain: () => void;
  onBend: (place: BytePlace | null) => void;
}

function Head({ check, material, bent, onAgain, onBend }: HeadProps) {
  const head = headOf(check, bent);
  const total = check.steps.reduce((sum, { ms }) => sum + ms, 0);
  const possible = (Object.keys(places) as BytePlace[]).filter((place) => changeByte(material, place) !== null);
  return (
    <div className="mk-proof-head" data-tone={head.tone} role="status">
      <CheckMark state={head.mark} />
      <div>
        <h2>{head.title}</h2>
        <p>{bent === null ? `${milliseconds(total)}, no request to the server. ${head.detail}` : head.detail}</p>
      </div>
      <div className="mk-proof-actions">
        <Button variant="default" leftSection={<IconRefresh aria-hidden />} onClick={onAgain}>
          Check again
        </Button>
        {bent === null ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" leftSection={<IconBolt aria-hidden />}>
                Change one byte
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>Only in this browser</Menu.Label>
              {possible.map((place) => (
                <Menu.Item key={place} onClick={() => onBend(place)}>
                  {places[place]}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : (
          <Button variant="default" leftSection={<IconBolt aria-hidden />} onClick={() => onBend(null)}>
            Put the byte back
          </Button>
        )}
      </div>
    </div>
  );
}

/** The chain of proof as it is, checked in this browser: entry, leaf, path, root, signature, witnesses. */
export function ProofSection({ material, doesNotShow }: { material: EntryMaterial; doesNotShow: string }) {
  const [round, setRound] = useState(0);
  const [place, setPlace] = useState<BytePlace | null>(null);
  const bent = useMemo(() => (place === null ? null : changeByte(material, place)), [material, place]);
  const used = bent?.material ?? material;
  const check = useEntryCheck(used, round);
  if (check === null) return <p className="mk-proof-waiting">Not checked yet: the check runs in this browser.</p>;
  const broken = stateOf(check, "root") === "fail";
  const height = pathHeight(check.path.length);
  return (
    <section className="mk-proof" aria-label="Proof of this entry">
      <Head
        check={check}
        material={material}
        bent={bent?.words ?? null}
        onAgain={() => setRound(round + 1)}
        onBend={setPlace}
      />
      <div className="mk-proof-body" data-sealed={check.checkpoint !== null || undefined}>
        <div className="mk-proof-left" style={{ minHeight: check.checkpoint === null ? undefined : height }}>
          <ProofSteps steps={check.steps} />
          <EntryCards check={check} leafBytes={used.leaf.length} erased={used.values === null} />
        </div>
        {check.checkpoint === null ? null : <ProofPath check={check} broken={broken} />}
        <div className="mk-proof-right">
          <RootCards check={check} />
          <div className="mk-proof-limits">
            <h3>What this does not show</h3>
            <p>{doesNotShow}</p>
          </div>
        </div>
      </div>
    </section>
  );
}
