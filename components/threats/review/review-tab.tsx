"use client";

import "./review.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reviewMarks } from "@/components/threats/models/review-words.ts";
import { StateBadge } from "@/components/ui/badge.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { versionsQuery } from "@/lib/threats/review/api.ts";
import type { VersionListDto } from "@/lib/threats/review/schema.ts";
import type { ThreatModelDto } from "@/lib/threats/schema.ts";
import { ComparePanel, type Pair } from "./compare-panel.tsx";
import { DecisionDialog, type Decision } from "./decision-dialog.tsx";
import { VersionList } from "./version-list.tsx";

const meanings: Readonly<Record<VersionListDto["review"], string>> = {
  never: "Nobody has reviewed it. Submit it, and somebody who did not make it decides.",
  submitted: "A version waits for a decision.",
  approved: "Somebody who did not make it approved it, and nothing it rests on changed since.",
  stale: "It was approved, and the approval no longer stands:",
  rejected: "It was sent back. Change it, and submit it again.",
};

function Standing({ list, onSubmit }: { list: VersionListDto; onSubmit: () => void }) {
  const mark = reviewMarks[list.review];
  const action = list.abilities.submit ? (
    <Button size="xs" onClick={onSubmit}>
      Submit for review
    </Button>
  ) : undefined;
  return (
    <Section title="Where its review is" framed {...(action === undefined ? {} : { action })}>
      <p>
        <StateBadge tone={mark.tone}>{mark.words}</StateBadge> {meanings[list.review]}
      </p>
      {list.reasons.length === 0 ? null : (
        <ul className="mk-review-reasons">
          {list.reasons.map(({ kind, words }) => (
            <li key={`${kind} ${words}`}>{words}</li>
          ))}
        </ul>
      )}
      {list.review === "approved" && list.endsAt !== null ? (
        <p className="mk-2 mk-small">
          It has to be looked at again <RelativeTime at={list.endsAt} />.
        </p>
      ) : null}
    </Section>
  );
}

/** Where the review of a threat model is and why, its versions, what changed between them, and what may be decided. */
export function ReviewTab({ model }: { model: ThreatModelDto }) {
  const found = useQuery(versionsQuery(model.id));
  const [decision, setDecision] = useState<Decision | null>(null);
  const [pair, setPair] = useState<Pair | null>(null);
  if (found.data === undefined) {
    return found.isError ? (
      <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />
    ) : (
      <TextSkeleton lines={6} />
    );
  }
  const { items } = found.data;
  const approved = items.find(({ state }) => state === "approved");
  const start = found.data.review === "stale" && approved !== undefined ? { from: approved.number, to: null } : null;
  const shown = pair ?? start;
  return (
    <div>
      <Standing list={found.data} onSubmit={() => setDecision({ what: "submit", id: model.id })} />
      <Section title="Versions" note={String(items.length)}>
        {items.length === 0 ? (
          <p className="mk-3">None yet. Each submission keeps all diagrams and threats as they were.</p>
        ) : (
          <VersionList
            versions={items}
            onDecide={setDecision}
            onCompare={(number) => setPair({ from: number, to: null })}
          />
        )}
      </Section>
      {shown === null ? null : (
        <ComparePanel model={model} numbers={items.map(({ number }) => number)} pair={shown} onPair={setPair} />
      )}
      <DecisionDialog decision={decision} onClose={() => setDecision(null)} />
    </div>
  );
}
