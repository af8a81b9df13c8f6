"use client";

import "./attack-paths.css";
import { useQuery } from "@tanstack/react-query";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { pathsQuery } from "@/lib/threats/attack-paths/api.ts";
import { threatsQuery } from "@/lib/threats/register/api.ts";
import type { ThreatModelDto } from "@/lib/threats/schema.ts";
import { KeptPaths } from "./kept-paths.tsx";
import { PathEffects } from "./path-effects.tsx";
import { SuggestedPaths } from "./suggested-paths.tsx";

/** Attack paths of a threat model: those kept, what each mitigation is worth, and ways that the diagrams suggest. */
export function AttackPathsTab({ model }: { model: ThreatModelDto }) {
  const found = useQuery(pathsQuery(model.id));
  const threats = useQuery(threatsQuery({ threatModel: model.id, state: "all", limit: 200 }));
  if (found.isError) return <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <TextSkeleton lines={6} />;
  const { items, abilities } = found.data;
  const choices = (threats.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }));
  return (
    <div>
      {items.length === 0 ? (
        <p>No path is kept yet. Find a way below, keep it, and work on its steps.</p>
      ) : (
        <KeptPaths threatModelId={model.id} paths={items} threats={choices} edit={abilities.edit} />
      )}
      <PathEffects threatModelId={model.id} paths={items} />
      <SuggestedPaths model={model} edit={abilities.edit} />
    </div>
  );
}
