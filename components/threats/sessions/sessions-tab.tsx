import "./session.css";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Badge } from "@/components/ui/badge.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { sessionsQuery } from "@/lib/threats/sessions/api.ts";
import type { SessionListDto, Summary } from "@/lib/threats/sessions/schema.ts";
import type { z } from "@/lib/zod.ts";

type Item = z.infer<typeof SessionListDto>["items"][number];

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

function addedWords({ added, removed, changed }: Summary): string {
  const parts = [
    added.elements > 0 ? `${count(added.elements, "element")} added` : "",
    added.flows > 0 ? `${count(added.flows, "flow")} added` : "",
    added.zones > 0 ? `${count(added.zones, "zone")} added` : "",
    removed.elements > 0 ? `${count(removed.elements, "element")} removed` : "",
    changed > 0 ? `${count(changed, "thing")} changed` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "The drawing stayed as it was" : parts.join(", ");
}

function SummaryWords({ summary }: { summary: Summary }) {
  const people = summary.participants.map(({ name, guest }) => `${name}${guest ? " (guest)" : ""}`).join(", ");
  return (
    <ul className="mk-session-summary">
      <li>{people === "" ? "Nobody was seen in the room" : people}</li>
      <li>{addedWords(summary)}</li>
      {summary.threats.length === 0 ? null : (
        <li>
          {count(summary.threats.length, "threat")} decided or changed:{" "}
          {summary.threats.slice(0, 8).map(({ id, title }, index) => (
            <span key={id}>
              {index === 0 ? "" : ", "}
              <Link href={`/threats/${id}`}>{title}</Link>
            </span>
          ))}
        </li>
      )}
      {summary.votes.map(({ round, subject, likelihood, impact }) => (
        <li key={round}>
          Voted on {subject.title}: likelihood {likelihood?.median ?? "none"}, impact {impact?.median ?? "none"}
        </li>
      ))}
    </ul>
  );
}

function SessionRow({ item, slug }: { item: Item; slug: string }) {
  return (
    <li>
      <h3>
        {item.title} {item.state === "running" ? <Badge tone="green">running</Badge> : null}
      </h3>
      <p className="mk-3">
        <RelativeTime at={item.startedAt} />, {item.facilitator} facilitated, around{" "}
        <Link href={`/threat-models/${slug}/room?diagram=${item.diagram.id}`}>{item.diagram.name}</Link>
        {item.summary === null ? "" : `, ${count(item.summary.minutes, "minute")}`}
      </p>
      {item.summary === null ? null : <SummaryWords summary={item.summary} />}
    </li>
  );
}

/** The sessions of a threat model with what came of each, the newest first. */
export function SessionsTab({ threatModel }: { threatModel: { id: string; slug: string } }) {
  const sessions = useQuery(sessionsQuery(threatModel.id));
  if (sessions.isError) return <ProblemPanel error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (sessions.data === undefined) return <TextSkeleton lines={4} />;
  if (sessions.data.items.length === 0) {
    return (
      <EmptyState title="No session was held yet" inline>
        A session brings people together in the room, with an agenda, a clock and silent votes. Start one in the room.
      </EmptyState>
    );
  }
  return (
    <Section title="Sessions">
      <ul className="mk-sessions">
        {sessions.data.items.map((item) => (
          <SessionRow key={item.id} item={item} slug={threatModel.slug} />
        ))}
      </ul>
    </Section>
  );
}
