"use client";

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { DiffView } from "@/components/diagram-diff/diff-view.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import type { Change } from "@/lib/graph/diff/schema.ts";
import { comparisonQuery } from "@/lib/threats/review/api.ts";
import type { ThreatModelDto } from "@/lib/threats/schema.ts";

/** Two versions to compare; null is: as it is now. */
export type Pair = { from: number; to: number | null };

interface ComparePanelProps {
  model: ThreatModelDto;
  numbers: readonly number[];
  pair: Pair;
  onPair: (pair: Pair) => void;
}

const NOW = "now";

/** What changed between two versions, or between one and now, by topic. */
export function ComparePanel({ model, numbers, pair, onPair }: ComparePanelProps) {
  const router = useRouter();
  const found = useQuery(comparisonQuery(model.id, pair.from, pair.to));
  const label = (number: number) => ({ value: String(number), label: `Version ${String(number)}` });
  const open = ({ part, id, diagramId }: Change) => {
    if (part === "threat") router.push(`/threats/${id}`);
    else if (diagramId !== null) router.push(`/threat-models/${model.slug}/room?diagram=${diagramId}`);
  };
  return (
    <Section title="What changed">
      <div className="mk-review-compare">
        <Select
          label="From"
          data={numbers.map(label)}
          value={String(pair.from)}
          onChange={(value) => onPair({ ...pair, from: Number(value ?? pair.from) })}
          allowDeselect={false}
        />
        <Select
          label="To"
          data={[{ value: NOW, label: "As it is now" }, ...numbers.map(label)]}
          value={pair.to === null ? NOW : String(pair.to)}
          onChange={(value) => onPair({ ...pair, to: value === NOW || value === null ? null : Number(value) })}
          allowDeselect={false}
        />
      </div>
      {found.isError ? <ProblemPanel error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data === undefined ? (
        found.isError ? null : (
          <TextSkeleton lines={4} />
        )
      ) : (
        <DiffView diff={found.data.diff} onOpen={open} />
      )}
    </Section>
  );
}
