"use client";

import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { StateBadge, type Tone } from "@/components/ui/badge.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { dayWords } from "@/components/threats/register/threat-words.ts";
import type { Assumption } from "@/lib/graph/schema.ts";
import { diagramQuery } from "@/lib/threats/register/api.ts";
import type { DiagramDto, ThreatModelDto } from "@/lib/threats/schema.ts";

const marks: Readonly<Record<Assumption["state"], { tone: Tone; words: string }>> = {
  open: { tone: "amber", words: "Not confirmed" },
  confirmed: { tone: "green", words: "Confirmed" },
  wrong: { tone: "red", words: "Wrong" },
};

function aboutWords({ content }: DiagramDto, aboutId: string | null): string {
  if (aboutId === null) return "About everything";
  const all = [...content.elements, ...content.flows, ...content.zones];
  return `About ${all.find(({ id }) => id === aboutId)?.name ?? "something that was removed"}`;
}

function Item({ diagram, assumption, slug }: { diagram: DiagramDto; assumption: Assumption; slug: string }) {
  const { tone, words } = marks[assumption.state];
  const { validUntil } = assumption;
  const past = validUntil !== null && validUntil < new Date().toISOString().slice(0, 10);
  return (
    <li>
      <span>
        <StateBadge tone={past ? "red" : tone}>{past ? "Look again" : words}</StateBadge> {assumption.text}
      </span>
      <span className="mk-3">
        {aboutWords(diagram, assumption.aboutId)}
        {validUntil === null ? "" : `, valid until ${dayWords(validUntil)}`} in{" "}
        <Link className="mk-link" href={`/threat-models/${slug}/room?diagram=${diagram.id}`}>
          {diagram.name}
        </Link>
      </span>
    </li>
  );
}

/** What all diagrams of a threat model take for granted. */
export function AssumptionsTab({ model }: { model: ThreatModelDto }) {
  const found = useQueries({ queries: model.diagrams.map(({ id }) => diagramQuery(id)) });
  if (found.some(({ isPending }) => isPending)) return <TextSkeleton lines={4} />;
  const items = found.flatMap(({ data: diagram }) =>
    diagram === undefined ? [] : diagram.content.assumptions.map((assumption) => ({ diagram, assumption })),
  );
  if (items.length === 0) {
    return (
      <EmptyState title="Nothing is assumed yet">
        What you take for granted while drawing (“the gateway checks every key”) is noted in the room, with a day to
        look again. It is listed here.
      </EmptyState>
    );
  }
  return (
    <ul className="mk-assumptions">
      {items.map(({ diagram, assumption }) => (
        <Item key={assumption.id} diagram={diagram} assumption={assumption} slug={model.slug} />
      ))}
    </ul>
  );
}
