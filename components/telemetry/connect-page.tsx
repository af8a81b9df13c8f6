"use client";

import "./telemetry.css";
import "@/components/ui/url-tabs.css";
import { Button } from "@mantine/core";
import { IconCircleCheck, IconCircleDotted, IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { numberWords } from "@/components/charts/chart-number.ts";
import { CodeBlock } from "@/components/ui/code-block.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { PageSkeleton } from "@/components/ui/skeletons.tsx";
import { UrlTabs, useUrlTab } from "@/components/ui/url-tabs.tsx";
import { telemetryQuery } from "@/lib/telemetry/api.ts";
import type { Telemetry } from "@/lib/telemetry/schema.ts";
import { keySnippet, waysToConnect, type Way } from "./snippets.ts";

const POLL_MS = 3_000;
const wayIds = ["python", "javascript", "curl", "prometheus", "kserve", "tools"] as const;

/** Turns green when the first event is there; looks every three seconds until then. */
function Arrival({ telemetry }: { telemetry: Telemetry }) {
  const { firstAt, lastAt, waiting, model } = telemetry;
  if (firstAt === null && waiting === 0) {
    return (
      <div className="mk-arrival" role="status">
        <IconCircleDotted aria-hidden />
        <div>
          <strong>Waiting for the first event</strong>
          <p>This page looks every three seconds. Leave it open and send one.</p>
        </div>
      </div>
    );
  }
  return (
    <div className="mk-arrival" role="status" data-arrived>
      <IconCircleCheck aria-hidden />
      <div>
        <strong>{firstAt === null ? "The first batch was accepted" : "Events arrive"}</strong>
        <p className="mk-num">
          {firstAt === null ? `${numberWords(waiting)} in the queue, counted in a moment.` : null}
          {lastAt === null ? null : (
            <>
              The last came <RelativeTime at={lastAt} />. {numberWords(telemetry.events)} in the last 24 hours.
            </>
          )}
        </p>
      </div>
      <Button component={Link} href={`/telemetry/${model.slug}`}>
        Open telemetry
      </Button>
    </div>
  );
}

function Snippets({ way }: { way: Way }) {
  return (
    <div className="mk-stack">
      <p className="mk-prose">{way.words}</p>
      {way.snippets.map(({ title, code }) => (
        <CodeBlock key={title} title={title} code={code} />
      ))}
    </div>
  );
}

/** How to send telemetry of one model: make a key, copy a snippet, see the first event arrive. */
export function ConnectPage({ slug, base }: { slug: string; base: string }) {
  const found = useQuery({
    ...telemetryQuery({ id: slug }),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.firstAt === null ? POLL_MS : 10 * POLL_MS),
  });
  const current = useUrlTab(wayIds);
  const telemetry = found.data;
  if (telemetry === undefined) {
    return found.isError ? <ProblemPanel error={found.error} onRetry={() => void found.refetch()} /> : <PageSkeleton />;
  }
  const { model } = telemetry;
  const ways = waysToConnect({ base, slug: model.slug });
  const way = ways.find(({ id }) => id === current);
  return (
    <>
      <PageHeader
        title="Connect telemetry"
        breadcrumb={[
          { label: "Telemetry", href: "/telemetry" },
          { label: model.name, href: `/telemetry/${model.slug}` },
          { label: "Connect" },
        ]}
        subtitle={`Send what ${model.name} does to this address. Raw prompts and rows are not kept; clients and inputs are stored as keyed hashes only.`}
      />
      <div className="mk-page-body mk-connect">
        <Arrival telemetry={telemetry} />
        <Section
          title="1. Make a key"
          action={
            <Link className="mk-link" href="/settings/keys">
              Open API keys
            </Link>
          }
        >
          <div className="mk-stack">
            <p className="mk-prose">
              <IconKey aria-hidden className="mk-inline-icon" /> Under Settings, API keys, create a key that may “send
              telemetry” (<code className="mk-mono">telemetry:write</code>) and nothing else. It is shown once. The key
              is the only secret in the snippets below.
            </p>
            <CodeBlock title={keySnippet.title} code={keySnippet.code} />
          </div>
        </Section>
        <Section title="2. Copy what fits" note={`the model is ${model.slug}`}>
          <UrlTabs label="Ways to connect" current={current} tabs={ways.map(({ id, label }) => ({ id, label }))} />
          <div className="mk-connect-way">{way === undefined ? null : <Snippets way={way} />}</div>
        </Section>
      </div>
    </>
  );
}
