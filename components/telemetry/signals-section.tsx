"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { shareWords } from "@/components/charts/chart-number.ts";
import { momentWords } from "@/components/charts/chart-time.ts";
import { useTimePlace } from "@/components/charts/time-scope.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { signalsQuery } from "@/lib/telemetry/api.ts";
import type { Annotation, Signal } from "@/lib/telemetry/schema.ts";
import type { TelemetryRange } from "./telemetry-place.ts";
import { annotationKinds, marksOf } from "./telemetry-words.ts";

function Techniques({ techniques }: Pick<Signal, "techniques">) {
  return techniques.map((technique) => (
    <Link key={technique} href={`/threats?state=all&technique=${encodeURIComponent(technique)}`}>
      <Badge tone="accent">{technique}</Badge>
    </Link>
  ));
}

function SignalRow({ signal }: { signal: Signal }) {
  const { zone } = useTimePlace();
  const { label, severity, sure, words, client, version } = signal;
  return (
    <li className="mk-signal">
      <SeverityMark level={severity} />
      <div>
        <p>
          <strong>{label}</strong> <span className="mk-3 mk-num">{momentWords(Date.parse(signal.at), zone)}</span>
        </p>
        <p className="mk-2">{words}</p>
        <p className="mk-signal-facts">
          <span className="mk-3 mk-num">{shareWords(sure)} sure</span>
          {client === null ? null : <span className="mk-3">{client}</span>}
          {version === null ? null : <span className="mk-3">version {version}</span>}
          <Techniques techniques={signal.techniques} />
        </p>
      </div>
    </li>
  );
}

const MOST_SIGNALS = 200;

function AllSignals({ model, range }: { model: string; range: TelemetryRange }) {
  const { from, to } = range;
  const list = useQuery(signalsQuery({ id: model, from, ...(to === undefined ? {} : { to }), limit: MOST_SIGNALS }));
  if (list.isPending) return <TextSkeleton lines={4} />;
  if (list.isError) return <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <ul className="mk-signals">
        {list.data.items.map((signal) => (
          <SignalRow key={signal.id} signal={signal} />
        ))}
      </ul>
      {list.data.items.length < MOST_SIGNALS ? null : (
        <p className="mk-3">The newest {MOST_SIGNALS}. Choose a shorter range to see older ones.</p>
      )}
    </>
  );
}

/** What detectors saw in the range: the gravest first, all of them on demand. */
export function SignalsSection({
  model,
  range,
  gravest,
}: {
  model: string;
  range: TelemetryRange;
  gravest: readonly Signal[];
}) {
  const [all, setAll] = useState(false);
  return (
    <Section
      title="What was detected?"
      note={all ? "all signals of the range, the newest first" : "the gravest of the range"}
      action={
        gravest.length === 0 ? undefined : (
          <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)}>
            {all ? "Only the gravest" : "All signals"}
          </Button>
        )
      }
    >
      {gravest.length === 0 ? (
        <p className="mk-2">Nothing was detected in this range.</p>
      ) : all ? (
        <AllSignals model={model} range={range} />
      ) : (
        <ul className="mk-signals">
          {gravest.map((signal) => (
            <SignalRow key={signal.id} signal={signal} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What happened in the range, with the letter that marks it in every chart. */
export function AnnotationsSection({ annotations }: { annotations: readonly Annotation[] }) {
  const { zone } = useTimePlace();
  const marks = marksOf(annotations);
  if (annotations.length === 0) return null;
  return (
    <Section title="What happened?" note="letters stand over the charts">
      <ol className="mk-annotations">
        {annotations.map(({ at, until, kind, words, href }, place) => (
          <li key={`${at} ${kind} ${words}`}>
            <span className="mk-annotation-letter" aria-hidden>
              {marks[place]?.letter}
            </span>
            <span className="mk-3 mk-num">
              {momentWords(at, zone)}
              {until === null ? "" : ` to ${momentWords(until, zone)}`}
            </span>
            <span>
              <span className="mk-visually-hidden">{annotationKinds[kind]}: </span>
              {href === null ? (
                words
              ) : (
                <Link className="mk-link" href={href}>
                  {words}
                </Link>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
