"use client";

import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AttackPathView } from "@/components/attack-paths/attack-path-view.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { elementKinds } from "@/lib/graph/kinds.ts";
import type { AttackPath } from "@/lib/graph/paths/schema.ts";
import { savePath, suggestedPathsQuery } from "@/lib/threats/attack-paths/api.ts";
import { diagramQuery } from "@/lib/threats/register/api.ts";
import type { ThreatModelDto } from "@/lib/threats/schema.ts";
import { useChangedPaths } from "./use-changed-paths.ts";

interface WaysProps {
  model: ThreatModelDto;
  diagramId: string;
  assetId: string;
  edit: boolean;
}

function Ways({ model, diagramId, assetId, edit }: WaysProps) {
  const found = useQuery(suggestedPathsQuery(model.id, { diagramId, assetId }));
  const changed = useChangedPaths();
  const [kept, setKept] = useState<readonly string[]>([]);
  if (found.isError) return <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <TextSkeleton lines={4} />;
  const { items, names } = found.data;
  if (items.length === 0) return <p>Nobody outside reaches it along the flows of this diagram.</p>;
  const keep = async ({ id, ...path }: AttackPath) => {
    await savePath({ id: model.id, ...path });
    setKept([...kept, id]);
    await changed("Path kept.");
  };
  return items
    .filter(({ id }) => !kept.includes(id))
    .map((path) => (
      <Section
        key={path.id}
        title={path.name}
        note="suggested"
        {...(edit
          ? {
              action: (
                <Button size="compact-sm" onClick={() => void keep(path)} aria-label={`Keep ${path.name}`}>
                  Keep
                </Button>
              ),
            }
          : {})}
      >
        <AttackPathView path={path} stopped={new Set()} nameOf={(id) => names[id]} onOpen={() => undefined} />
      </Section>
    ));
}

/** Ways to what an attacker may be after, from a diagram and the threats that were decided about; each can be kept. */
export function SuggestedPaths({ model, edit }: { model: ThreatModelDto; edit: boolean }) {
  const [diagramChosen, setDiagram] = useState<string | null>(null);
  const [assetChosen, setAsset] = useState<string | null>(null);
  const diagramId = model.diagrams.find(({ id }) => id === diagramChosen)?.id ?? model.diagrams[0]?.id ?? "";
  const diagram = useQuery({ ...diagramQuery(diagramId), enabled: diagramId !== "" });
  const elements = diagram.data?.content.elements ?? [];
  const assets = elements.filter(({ kind }) => elementKinds[kind].shape === "store" || kind === "inference_endpoint");
  const assetId = assets.find(({ id }) => id === assetChosen)?.id ?? assets[0]?.id;
  return (
    <Section title="Find a way">
      <div className="mk-paths-choice">
        {model.diagrams.length < 2 ? null : (
          <Select
            label="Diagram"
            data={model.diagrams.map(({ id, name }) => ({ value: id, label: name }))}
            value={diagramId}
            onChange={setDiagram}
            allowDeselect={false}
          />
        )}
        {assetId === undefined ? null : (
          <Select
            label="What an attacker is after"
            data={assets.map(({ id, name }) => ({ value: id, label: name }))}
            value={assetId}
            onChange={setAsset}
            allowDeselect={false}
            searchable
          />
        )}
      </div>
      {assetId === undefined ? (
        <p>Draw what an attacker may want: a dataset, a model, a store. From then on the ways to it are found here.</p>
      ) : (
        <Ways key={`${diagramId} ${assetId}`} model={model} diagramId={diagramId} assetId={assetId} edit={edit} />
      )}
    </Section>
  );
}
