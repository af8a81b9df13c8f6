"use client";

import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { numberWords } from "@/components/charts/chart-number.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { CodeBlock } from "@/components/ui/code-block.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { toastProblem } from "@/components/ui/toast.tsx";
import { meQuery } from "@/lib/people/api.ts";
import type { Sample, SampleContent } from "@/lib/telemetry/samples/schema.ts";
import { openSamples, telemetrySettingsQuery } from "@/lib/telemetry/settings/api.ts";
import type { TelemetrySettingsDto } from "@/lib/telemetry/settings/schema.ts";

const HEIGHT = 180;

/** What is short of a sample, as words; prompts and features stand below as text. */
function factsOf({ prediction, confidence, label, latencyMs, error, refused }: SampleContent): string {
  const facts = [
    prediction === undefined ? "" : `predicted ${String(prediction)}`,
    confidence === undefined ? "" : `confidence ${numberWords(confidence)}`,
    label === undefined ? "" : `true was ${String(label)}`,
    latencyMs === undefined ? "" : `${numberWords(latencyMs)} ms`,
    error === undefined ? "" : `failed: ${error}`,
    refused === true ? "refused" : "",
  ];
  return facts.filter((fact) => fact !== "").join(", ");
}

function SampleContents({ content, place }: { content: SampleContent; place: number }) {
  const { input, features, leftOut } = content;
  if (input === undefined && features === undefined) return <p className="mk-3">It came without input and features.</p>;
  return (
    <>
      {input === undefined ? null : (
        <CodeBlock title={`Input of sample ${place}`} code={input} wrap maxHeight={HEIGHT} />
      )}
      {features === undefined ? null : (
        <CodeBlock
          title={`Features of sample ${place}${leftOut === undefined ? "" : `, without ${leftOut} long ones`}`}
          code={JSON.stringify(features, null, 2)}
          wrap
          maxHeight={HEIGHT}
        />
      )}
    </>
  );
}

function SampleRow({ sample: { at, version, content }, place }: { sample: Sample; place: number }) {
  const facts = content === null ? "cannot be opened: it was sealed with another key" : factsOf(content);
  return (
    <li>
      <details className="mk-sample">
        <summary>
          <span className="mk-sample-head">
            <RelativeTime at={at} focusable={false} />
            <Badge>{version ?? "no version stated"}</Badge>
            {content?.client === undefined ? null : <Mono>{content.client.slice(0, 8)}</Mono>}
            <span>{facts}</span>
          </span>
        </summary>
        {content === null ? null : <SampleContents content={content} place={place} />}
      </details>
    </li>
  );
}

function SampleList({ model, settings }: { model: string; settings: TelemetrySettingsDto }) {
  const [shown, setShown] = useState<readonly Sample[]>();
  const [total, setTotal] = useState(0);
  const open = useMutation({
    mutationFn: (last: Sample | undefined) =>
      openSamples({ id: model, ...(last === undefined ? {} : { to: last.at, toId: last.id }) }),
    onSuccess: (found, last) => {
      setShown((before) => [...(last === undefined ? [] : (before ?? [])), ...found.items]);
      setTotal(found.total);
    },
    onError: toastProblem,
  });
  if (shown === undefined) {
    return (
      <div className="mk-stack">
        <p className="mk-prose">
          Up to {numberWords(settings.samplesAnHour)} events an hour are kept for {numberWords(settings.sampleDays)}{" "}
          days, sealed. They may hold personal data. That you opened them becomes an entry of the audit trail.
        </p>
        <div>
          <Button variant="default" loading={open.isPending} onClick={() => open.mutate(undefined)}>
            Open samples
          </Button>
        </div>
      </div>
    );
  }
  const last = shown.at(-1);
  if (last === undefined) return <p className="mk-prose">No sample of this model is kept yet.</p>;
  return (
    <div className="mk-stack">
      <ul className="mk-samples" aria-label="Samples">
        {shown.map((sample, index) => (
          <SampleRow key={sample.id} sample={sample} place={index + 1} />
        ))}
      </ul>
      {shown.length < total ? (
        <div>
          <Button variant="default" loading={open.isPending} onClick={() => open.mutate(last)}>
            Open older ones
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Words({ settings, may }: { settings: TelemetrySettingsDto; may: boolean }) {
  if (settings.sampling && !may) {
    return (
      <p className="mk-prose">
        A few raw events are kept, sealed. Administrators and security leads can open them; each opening is an entry of
        the audit trail.
      </p>
    );
  }
  return (
    <p className="mk-prose">
      Sampling is off: no prompt, no answer and no row of features is kept. Administrators and security leads can switch
      it on under{" "}
      <Link className="mk-link" href="/settings/telemetry">
        Settings, Telemetry
      </Link>
      .
    </p>
  );
}

/** Raw events that are kept of a model, when the organization switched sampling on; opened on demand only. */
export function SamplesSection({ model }: { model: string }) {
  const { data: settings } = useQuery(telemetrySettingsQuery());
  const { data: me } = useQuery(meQuery());
  if (settings === undefined) return null;
  const may = me?.abilities.includes("telemetry:inspect") ?? false;
  return (
    <Section title="Samples" note="raw events, kept only when sampling is on">
      {settings.sampling && may ? (
        <SampleList model={model} settings={settings} />
      ) : (
        <Words settings={settings} may={may} />
      )}
    </Section>
  );
}
