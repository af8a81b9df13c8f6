"use client";

import "./discovery.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { StateBadge } from "@/components/ui/badge.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { PageSkeleton } from "@/components/ui/skeletons.tsx";
import { discoveryQuery } from "@/lib/discovery/api.ts";
import { sightingLabels } from "@/lib/discovery/rules.ts";
import type { DiscoveryDto } from "@/lib/discovery/schema.ts";
import { nodeLabels } from "@/lib/inventory/assets/rules.ts";
import { nodeHref, nodeName } from "@/lib/lineage/rules.ts";
import { DismissDialog } from "./dismiss-dialog.tsx";
import { stateMark, timesWords, titleOf } from "./discovery-words.ts";
import { MatchDialog } from "./match-dialog.tsx";
import { RegisterDialog } from "./register-dialog.tsx";
import { useDecisions } from "./use-decisions.ts";

type Asking = "match" | "register" | "dismiss";

function Decided({ discovery }: { discovery: DiscoveryDto }) {
  const { match, reason, dismissedUntil, decidedBy, decidedAt, state } = discovery;
  const by =
    decidedAt === null ? null : (
      <>
        {decidedBy ?? "Somebody"}, <RelativeTime at={decidedAt} />
      </>
    );
  if (state === "dismissed") {
    return (
      <Section title="Dismissed">
        <KeyValueList
          lines
          items={[
            { label: "Reason", value: reason },
            { label: "Until", value: dismissedUntil === null ? null : <RelativeTime at={dismissedUntil} /> },
            { label: "By", value: by },
          ]}
        />
      </Section>
    );
  }
  if (match === null) return null;
  const { node } = match;
  return (
    <Section title="In the inventory">
      {node === null ? (
        <p>What it was matched to is not in the inventory any more.</p>
      ) : (
        <KeyValueList
          lines
          items={[
            {
              label: nodeLabels[node.type],
              value: (
                <Link className="mk-link" href={nodeHref(node)}>
                  {nodeName(node)}
                </Link>
              ),
            },
            { label: "By", value: match.by === "rule" ? "Recognized when it was seen" : by },
          ]}
        />
      )}
    </Section>
  );
}

function Open({ discovery }: { discovery: DiscoveryDto }) {
  const [asking, setAsking] = useState<Asking>();
  const { decide, registerModel, registerAsset } = discovery.abilities;
  const close = () => setAsking(undefined);
  if (!decide) {
    return <Notice tone="blue">It waits for somebody who may match, register or dismiss it.</Notice>;
  }
  return (
    <Section title="What is it?" note={discovery.guess.words}>
      <p>Matched or registered, it is known from now on, whenever a scanner reports it.</p>
      <div className="mk-discovery-actions">
        <Button onClick={() => setAsking("match")}>Match</Button>
        {registerModel || registerAsset ? (
          <Button variant="default" onClick={() => setAsking("register")}>
            Register
          </Button>
        ) : null}
        <Button variant="default" onClick={() => setAsking("dismiss")}>
          Dismiss
        </Button>
      </div>
      <MatchDialog discovery={discovery} opened={asking === "match"} onClose={close} />
      <RegisterDialog discovery={discovery} opened={asking === "register"} onClose={close} />
      <DismissDialog discovery={discovery} opened={asking === "dismiss"} onClose={close} />
    </Section>
  );
}

function Facts({ discovery }: { discovery: DiscoveryDto }) {
  const { kind, value, name, detail, environment, source, sightings, firstSeenAt, lastSeenAt } = discovery;
  return (
    <Section title="What was seen">
      <KeyValueList
        lines
        items={[
          { label: sightingLabels[kind], value: <Mono copy={value}>{value}</Mono> },
          ...(name === "" ? [] : [{ label: "Called", value: name }]),
          { label: "Seen by", value: source },
          { label: "Environment", value: environment },
          { label: "How often", value: timesWords(sightings) },
          { label: "First seen", value: <RelativeTime at={firstSeenAt} /> },
          { label: "Last seen", value: <RelativeTime at={lastSeenAt} /> },
          { label: "Detail", value: detail },
        ]}
      />
    </Section>
  );
}

/** One discovery: what was seen, what it probably is, and the decision about it. */
export function DiscoveryPage({ id }: { id: string }) {
  const found = useQuery(discoveryQuery(id));
  const { reopen } = useDecisions();
  const discovery = found.data;
  if (discovery === undefined) {
    return found.isError ? <ProblemPanel error={found.error} onRetry={() => void found.refetch()} /> : <PageSkeleton />;
  }
  const { tone, words } = stateMark(discovery);
  const decided = discovery.state !== "open";
  return (
    <>
      <PageHeader
        title={titleOf(discovery)}
        breadcrumb={[{ label: "Inventory" }, { label: "Discoveries", href: "/discoveries" }, { label: "Discovery" }]}
        badges={<StateBadge tone={tone}>{words}</StateBadge>}
        action={
          decided && discovery.abilities.decide ? (
            <Button variant="default" onClick={() => void reopen(discovery)}>
              Put back into the inbox
            </Button>
          ) : undefined
        }
        line
      />
      <div className="mk-page-body">
        {decided ? <Decided discovery={discovery} /> : <Open discovery={discovery} />}
        <Facts discovery={discovery} />
      </div>
    </>
  );
}
