"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { StateBadge, type Tone } from "@/components/ui/badge.tsx";
import { Section } from "@/components/ui/section.tsx";
import { counted } from "@/components/threats/register/threat-words.ts";
import { threatsQuery } from "@/lib/threats/register/api.ts";
import type { ThreatModelDto } from "@/lib/threats/schema.ts";

type Point = { key: string; tone: Tone; mark: string; words: ReactNode };

function useCounts(threatModel: string) {
  const overdue = useQuery(threatsQuery({ threatModel, due: "overdue", limit: 1 }));
  const nobody = useQuery(threatsQuery({ threatModel, owner: "nobody", limit: 1 }));
  return { overdue: overdue.data?.total ?? 0, nobody: nobody.data?.total ?? 0 };
}

function threatPoints(model: ThreatModelDto, counts: { overdue: number; nobody: number }): Point[] {
  const to = (search: string) => `/threat-models/${model.slug}?tab=threats${search}`;
  const { critical, high } = model.open;
  const points: (Point | null)[] = [
    counts.overdue === 0
      ? null
      : {
          key: "overdue",
          tone: "red",
          mark: "Overdue",
          words: (
            <Link className="mk-link" href={to("&due=overdue")}>
              {counted(counts.overdue, "open threat")} past the due date
            </Link>
          ),
        },
    critical + high === 0
      ? null
      : {
          key: "severe",
          tone: "red",
          mark: "Open",
          words: (
            <Link className="mk-link" href={to("&severity=critical&severity=high")}>
              {counted(critical + high, "critical or high threat")}
            </Link>
          ),
        },
    counts.nobody === 0
      ? null
      : {
          key: "nobody",
          tone: "amber",
          mark: "Nobody",
          words: (
            <Link className="mk-link" href={to("&owner=nobody")}>
              {counted(counts.nobody, "open threat")} without an owner
            </Link>
          ),
        },
  ];
  return points.filter((point) => point !== null);
}

function modelPoints(model: ThreatModelDto): Point[] {
  const points: Point[] = [];
  const add = (key: string, tone: Tone, mark: string, words: ReactNode) => points.push({ key, tone, mark, words });
  const empty = model.diagrams.filter(({ elements }) => elements === 0);
  if (model.review === "stale")
    add(
      "stale",
      "amber",
      "Review",
      <Link href={`/threat-models/${model.slug}?tab=review`}>The approval no longer stands</Link>,
    );
  if (model.review === "rejected") add("rejected", "red", "Review", "The review sent it back");
  if (model.owner === null) add("owner", "amber", "Owner", "Nobody answers for this threat model");
  else if (!model.owner.active) add("left", "amber", "Owner", `${model.owner.name} can no longer sign in`);
  if (model.scope.length === 0) add("scope", "blue", "Scope", "It is tied to nothing in the inventory yet");
  for (const { id, name } of empty) {
    add(
      id,
      "blue",
      "Diagram",
      <>
        <Link className="mk-link" href={`/threat-models/${model.slug}/room?diagram=${id}`}>
          {name}
        </Link>{" "}
        is empty
      </>,
    );
  }
  return points;
}

/** What needs somebody first, worst first; calm when nothing does. */
export function ModelAttention({ model }: { model: ThreatModelDto }) {
  const counts = useCounts(model.id);
  const points = [...threatPoints(model, counts), ...modelPoints(model)];
  return (
    <Section title="What needs attention">
      {points.length === 0 ? (
        <p>Nothing. Every threat that was accepted is dealt with.</p>
      ) : (
        <ul className="mk-model-attention">
          {points.map(({ key, tone, mark, words }) => (
            <li key={key}>
              <StateBadge tone={tone}>{mark}</StateBadge>
              <span>{words}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
