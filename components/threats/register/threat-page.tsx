"use client";

import "./register.css";
import { Button, Menu } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { EntityHistory } from "@/components/trail/entity-history.tsx";
import { StateBadge } from "@/components/ui/badge.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Person } from "@/components/ui/person.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { PageSkeleton } from "@/components/ui/skeletons.tsx";
import { SummaryStrip } from "@/components/ui/summary-strip.tsx";
import { UrlTabs, useUrlTab } from "@/components/ui/url-tabs.tsx";
import { threatHistoryQuery, threatQuery } from "@/lib/threats/register/api.ts";
import { isInPlace } from "@/lib/threats/register/rules.ts";
import type { ThreatDto } from "@/lib/threats/register/schema.ts";
import { Assessment } from "./assessment.tsx";
import { Comments } from "./comments.tsx";
import { Mitigations } from "./mitigations.tsx";
import { StateDialog, type Asking } from "./state-dialogs.tsx";
import { Links, Responsibility, Taxonomies, WhatHappens, WhyItFired } from "./threat-facts.tsx";
import { dayWords, mitigationWords, stateMark } from "./threat-words.ts";

const tabIds = ["overview", "history"] as const;

function Strip({ threat }: { threat: ThreatDto }) {
  const inPlace = threat.mitigations.filter(isInPlace).length;
  return (
    <SummaryStrip
      cells={[
        { label: "Severity", value: <SeverityMark level={threat.severity} /> },
        { label: "With mitigations", value: <SeverityMark level={threat.residualSeverity ?? "unknown"} /> },
        { label: "About", value: threat.targetName === "" ? "The whole threat model" : threat.targetName },
        { label: "Owner", value: <Person name={threat.owner?.name ?? null} /> },
        {
          label: "Due",
          value: threat.dueOn === null ? <span className="mk-3">no date</span> : dayWords(threat.dueOn),
          ...(threat.overdue ? { note: "overdue" } : {}),
        },
        { label: "Mitigations", value: mitigationWords({ all: threat.mitigations.length, inPlace }) },
      ]}
    />
  );
}

function Standing({ threat, onAsk }: { threat: ThreatDto; onAsk: (asking: Asking) => void }) {
  const { stateReason, acceptedUntil, acceptRequestedBy, acceptedBy, abilities, state, asked, expired } = threat;
  const until = acceptedUntil === null ? "" : dayWords(acceptedUntil);
  if (asked) {
    return (
      <Notice
        tone="blue"
        title={`${acceptRequestedBy?.name ?? "Somebody"} asks to accept this risk until ${until}`}
        action={
          abilities.decide ? (
            <span className="mk-threat-actions">
              <Button size="xs" onClick={() => onAsk("accept")}>
                Accept the risk
              </Button>
              <Button size="xs" variant="default" onClick={() => onAsk("refuse")}>
                Refuse
              </Button>
            </span>
          ) : undefined
        }
      >
        {stateReason} {abilities.decide ? "" : "Somebody else who may approve decides."}
      </Notice>
    );
  }
  if (expired) {
    return (
      <Notice tone="red" title={`The risk was accepted until ${until}`}>
        It is open again. Treat it, or ask to accept it again.
      </Notice>
    );
  }
  if (state === "accepted_risk") {
    return (
      <Notice tone="blue" title={`The risk is accepted until ${until}, by ${acceptedBy?.name ?? "somebody"}`}>
        {stateReason} {acceptRequestedBy === null ? "" : `Asked by ${acceptRequestedBy.name}.`}
      </Notice>
    );
  }
  if (stateReason === "" || state === "accepted") return null;
  return <Notice tone={state === "mitigated" ? "green" : "blue"}>{stateReason}</Notice>;
}

function Actions({ threat, onAsk }: { threat: ThreatDto; onAsk: (asking: Asking) => void }) {
  const { state, abilities } = threat;
  if (!abilities.edit) return null;
  const open = state === "accepted" || state === "suggested";
  return open ? (
    <Button onClick={() => onAsk("mitigated")}>Mark as mitigated</Button>
  ) : (
    <Button variant="default" onClick={() => onAsk("accepted")}>
      Treat again
    </Button>
  );
}

function MenuItems({ threat, onAsk }: { threat: ThreatDto; onAsk: (asking: Asking) => void }) {
  const { state, asked, abilities, threatModel, diagramId } = threat;
  return (
    <>
      {abilities.ask || threat.expired ? (
        <Menu.Item onClick={() => onAsk("ask")}>Ask to accept the risk</Menu.Item>
      ) : null}
      {abilities.edit && asked ? <Menu.Item onClick={() => onAsk("accepted")}>Withdraw the request</Menu.Item> : null}
      {abilities.edit && state !== "not_applicable" ? (
        <Menu.Item onClick={() => onAsk("not_applicable")}>Does not apply</Menu.Item>
      ) : null}
      {diagramId === null ? null : (
        <Menu.Item component={Link} href={`/threat-models/${threatModel.slug}/room?diagram=${diagramId}`}>
          Open the diagram
        </Menu.Item>
      )}
    </>
  );
}

function History({ id }: { id: string }) {
  return <EntityHistory entity={{ type: "threat", id }} history={useInfiniteQuery(threatHistoryQuery(id))} />;
}

function Overview({ threat }: { threat: ThreatDto }) {
  return (
    <div className="mk-threat-columns">
      <div>
        <WhatHappens threat={threat} />
        <Mitigations threat={threat} />
        <Comments threat={threat} />
      </div>
      <div>
        <Responsibility threat={threat} />
        <Assessment threat={threat} />
        <WhyItFired threat={threat} />
        <Links threat={threat} />
        <Taxonomies threat={threat} />
      </div>
    </div>
  );
}

/** One threat: how it stands, what it is, how bad, what is done against it, and everything that was said and decided. */
export function ThreatPage({ id }: { id: string }) {
  const found = useQuery(threatQuery(id));
  const tab = useUrlTab(tabIds);
  const [asking, setAsking] = useState<Asking>();
  const threat = found.data;
  if (threat === undefined) {
    return found.isError ? <ProblemPanel error={found.error} onRetry={() => void found.refetch()} /> : <PageSkeleton />;
  }
  const { tone, words } = stateMark(threat);
  const { threatModel } = threat;
  return (
    <>
      <PageHeader
        title={threat.title}
        breadcrumb={[
          { label: "Threat models", href: "/threat-models" },
          { label: threatModel.name, href: `/threat-models/${threatModel.slug}` },
          { label: "Threats", href: `/threat-models/${threatModel.slug}?tab=threats` },
        ]}
        badges={<StateBadge tone={tone}>{words}</StateBadge>}
        action={<Actions threat={threat} onAsk={setAsking} />}
        menu={<MenuItems threat={threat} onAsk={setAsking} />}
      />
      <div className="mk-threat-head">
        <Standing threat={threat} onAsk={setAsking} />
        <Strip threat={threat} />
      </div>
      <UrlTabs
        label="Parts of this threat"
        current={tab}
        tabs={[
          { id: "overview", label: "Overview" },
          { id: "history", label: "History", count: threat.version },
        ]}
      />
      <div className="mk-page-body">
        {tab === "overview" ? <Overview threat={threat} /> : <History id={threat.id} />}
      </div>
      <StateDialog threat={threat} asking={asking} onClose={() => setAsking(undefined)} />
    </>
  );
}
