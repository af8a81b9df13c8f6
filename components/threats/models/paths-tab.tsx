"use client";

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { AttackPathView } from "@/components/attack-paths/attack-path-view.tsx";
import { newUuid } from "@/components/threats/room/new-uuid.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toDiagram } from "@/lib/graph/diagram.ts";
import { elementKinds } from "@/lib/graph/kinds.ts";
import type { AttackPath } from "@/lib/graph/paths/schema.ts";
import { suggestPaths } from "@/lib/graph/paths/suggest-paths.ts";
import { diagramQuery, threatsQuery } from "@/lib/threats/register/api.ts";
import type { ThreatSummaryDto } from "@/lib/threats/register/schema.ts";
import type { DiagramDto, ThreatModelDto } from "@/lib/threats/schema.ts";

type Shown = { diagram: DiagramDto; threats: readonly ThreatSummaryDto[]; assetId: string };

function usePaths({ diagram, threats, assetId }: Shown): AttackPath[] {
  return useMemo(() => {
    const usable = threats
      .filter(({ state, diagramId }) => state !== "not_applicable" && diagramId === diagram.id)
      .map(({ id, title, target, likelihood }) => ({ id, title, aboutId: target?.id ?? null, likelihood }));
    return suggestPaths(toDiagram(diagram.content), usable, assetId, newUuid);
  }, [diagram, threats, assetId]);
}

function Paths({ shown, names }: { shown: Shown; names: ReadonlyMap<string, string> }) {
  const router = useRouter();
  const paths = usePaths(shown);
  if (paths.length === 0) return <p>Nobody outside reaches it along the flows of this diagram.</p>;
  const mitigated = new Set(shown.threats.filter(({ state }) => state === "mitigated").map(({ id }) => id));
  return paths.map((path) => {
    const stopped = path.steps.filter(({ threatId }) => threatId !== null && mitigated.has(threatId));
    const open = (stepId: string) => {
      const threatId = path.steps.find(({ id }) => id === stepId)?.threatId ?? null;
      if (threatId !== null) router.push(`/threats/${threatId}`);
    };
    return (
      <Section key={path.id} title={path.name}>
        <AttackPathView
          path={path}
          stopped={new Set(stopped.map(({ id }) => id))}
          nameOf={(id) => names.get(id)}
          onOpen={open}
        />
      </Section>
    );
  });
}

function Diagram({ diagram, threats }: { diagram: DiagramDto; threats: readonly ThreatSummaryDto[] }) {
  const { elements, flows } = diagram.content;
  const assets = elements.filter(({ kind }) => elementKinds[kind].shape === "store" || kind === "inference_endpoint");
  const [chosen, setChosen] = useState<string | null>(null);
  const assetId = assets.find(({ id }) => id === chosen)?.id ?? assets[0]?.id;
  const names = new Map([...flows, ...elements].map(({ id, name }) => [id, name]));
  if (assetId === undefined) {
    return (
      <EmptyState title="There is nothing to be after yet">
        Draw what an attacker may want (a dataset, a model, a store). From then on the ways to it are shown here.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="mk-paths-choice">
        <Select
          label="What an attacker is after"
          data={assets.map(({ id, name }) => ({ value: id, label: name }))}
          value={assetId}
          onChange={setChosen}
          allowDeselect={false}
          searchable
        />
      </div>
      <Paths shown={{ diagram, threats, assetId }} names={names} />
    </>
  );
}

/** The ways to what an attacker may be after, from the diagram and the threats that were decided about. */
export function PathsTab({ model }: { model: ThreatModelDto }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const diagramId = model.diagrams.find(({ id }) => id === chosen)?.id ?? model.diagrams[0]?.id ?? "";
  const diagram = useQuery({ ...diagramQuery(diagramId), enabled: diagramId !== "" });
  const threats = useQuery(threatsQuery({ threatModel: model.id, state: "all", limit: 200 }));
  if (diagram.data === undefined || threats.data === undefined) return <TextSkeleton lines={6} />;
  return (
    <>
      {model.diagrams.length < 2 ? null : (
        <div className="mk-paths-choice">
          <Select
            label="Diagram"
            data={model.diagrams.map(({ id, name }) => ({ value: id, label: name }))}
            value={diagramId}
            onChange={setChosen}
            allowDeselect={false}
          />
        </div>
      )}
      <Diagram key={diagramId} diagram={diagram.data} threats={threats.data.items} />
    </>
  );
}
