"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { numberWords, shareWords } from "@/components/charts/chart-number.ts";
import { windowWords } from "@/components/charts/chart-time.ts";
import { useTimePlace } from "@/components/charts/time-scope.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { TermDefinition } from "@/components/ui/term-definition.tsx";
import { telemetryClientsQuery } from "@/lib/telemetry/api.ts";
import type { TelemetryClient } from "@/lib/telemetry/schema.ts";

interface ClientsSectionProps {
  model: string;
  /** The window whose senders are shown. */
  window: readonly [from: number, to: number];
  version: string | undefined;
}

/** So many of the busiest clients are shown at first, and every one that was judged. */
const FIRST_CLIENTS = 10;

const scrollable = { tabIndex: 0, role: "region" };

function Verdict({ verdict, severity }: Pick<TelemetryClient, "verdict" | "severity">) {
  if (severity === null) return <span className="mk-2">{verdict}</span>;
  return (
    <strong className="mk-client-verdict" data-level={severity}>
      <SeverityMark level={severity}>{verdict}</SeverityMark>
    </strong>
  );
}

function ClientRow({ client }: { client: TelemetryClient }) {
  const hot = client.severity === "critical" || client.severity === "high";
  const maybe = (value: string | null) => value ?? <span className="mk-3">–</span>;
  return (
    <tr data-hot={hot || undefined}>
      <th scope="row">
        <Mono>{client.client}</Mono>
      </th>
      <td data-numeric>{numberWords(client.requests)}</td>
      <td data-numeric>{maybe(client.usual === null ? null : client.usual.toFixed(1))}</td>
      <td className="mk-client-share">
        <span>
          <i style={{ width: `${Math.max(0, Math.min(100, client.share * 100))}%` }} />
        </span>
        {shareWords(client.share)}
      </td>
      <td data-numeric>{maybe(client.distinct === null ? null : shareWords(client.distinct))}</td>
      <td data-numeric>{maybe(client.nearBoundary === null ? null : shareWords(client.nearBoundary))}</td>
      <td data-numeric>{numberWords(client.labels)}</td>
      <td data-numeric>{numberWords(client.errors)}</td>
      <td data-numeric>{numberWords(client.injections)}</td>
      <td>
        <Verdict verdict={client.verdict} severity={client.severity} />
      </td>
    </tr>
  );
}

function Heads() {
  return (
    <thead>
      <tr>
        <th scope="col">Client</th>
        <th scope="col" data-numeric>
          Requests
        </th>
        <th scope="col" data-numeric>
          <TermDefinition definition="How many times its own usual number of requests at this hour.">
            Times usual
          </TermDefinition>
        </th>
        <th scope="col">Share of requests</th>
        <th scope="col" data-numeric>
          Distinct inputs
        </th>
        <th scope="col" data-numeric>
          <TermDefinition definition="Requests that the model could just as well have answered otherwise: a small distance between the two likeliest answers.">
            Near boundary
          </TermDefinition>
        </th>
        <th scope="col" data-numeric>
          Answers seen
        </th>
        <th scope="col" data-numeric>
          Errors
        </th>
        <th scope="col" data-numeric>
          Injections
        </th>
        <th scope="col">Verdict</th>
      </tr>
    </thead>
  );
}

/** The clients of a window: the busiest and those with a verdict at first, the others on demand. */
function Clients({ clients, total }: { clients: readonly TelemetryClient[]; total: number }) {
  const [all, setAll] = useState(false);
  const first = clients.filter(({ severity }, place) => place < FIRST_CLIENTS || severity !== null);
  const shown = all ? clients : first;
  return (
    <div className="mk-clients" {...scrollable} aria-label="Clients, table">
      <table>
        <Heads />
        <tbody>
          {shown.map((client) => (
            <ClientRow key={client.client} client={client} />
          ))}
        </tbody>
      </table>
      {total > first.length ? (
        <p className="mk-3">
          {numberWords(shown.length)} of {numberWords(total)} clients: the busiest, and those that stand out.{" "}
          {clients.length > first.length ? (
            <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)}>
              {all ? "Show fewer" : `Show ${numberWords(clients.length)}`}
            </Button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}

/** Who sent what came in a window, with what each did differently from itself and from the others. */
export function ClientsSection({ model, window, version }: ClientsSectionProps) {
  const { zone } = useTimePlace();
  const [from, to] = window.map((at) => new Date(at).toISOString()) as [string, string];
  const found = useQuery(telemetryClientsQuery({ id: model, from, to, ...(version === undefined ? {} : { version }) }));
  if (found.isError) {
    return (
      <Section title="Who sent it?">
        <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />
      </Section>
    );
  }
  if (found.data === undefined) {
    return (
      <Section title="Who sent it?">
        <TextSkeleton lines={4} />
      </Section>
    );
  }
  const { clients, total, requests } = found.data;
  const note = `${numberWords(total)} ${total === 1 ? "client" : "clients"}, ${windowWords(window[0], window[1], zone)}, ${numberWords(requests)} requests. Names are short forms of keyed hashes.`;
  return (
    <Section title="Who sent it?" note={note}>
      {clients.length === 0 ? (
        <p className="mk-prose">
          No client is known in this window. Send <code>client</code> with each event: a key, a user or a tenant. It is
          stored as a keyed hash only.
        </p>
      ) : (
        <Clients clients={clients} total={total} />
      )}
    </Section>
  );
}
