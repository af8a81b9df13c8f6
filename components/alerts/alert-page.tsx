"use client";

import "./alert-page.css";
import "./alert-settings.css";
import { Button, Menu } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { EntityHistory } from "@/components/trail/entity-history.tsx";
import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { PageSkeleton } from "@/components/ui/skeletons.tsx";
import { SummaryStrip } from "@/components/ui/summary-strip.tsx";
import { alertAccountQuery, alertHistoryQuery, alertQuery } from "@/lib/alerts/api.ts";
import type { AccountDto } from "@/lib/alerts/account-schema.ts";
import { meQuery } from "@/lib/people/api.ts";
import type { Alert } from "@/lib/telemetry/schema.ts";
import { AlertChart } from "./alert-chart.tsx";
import { AlertDeliveries } from "./alert-deliveries.tsx";
import { AlertFacts } from "./alert-facts.tsx";
import { alertMarks } from "./alert-marks.ts";
import { momentWords } from "./moment-words.ts";
import { ResolveDialog } from "./resolve-dialog.tsx";
import { SilenceDialog } from "./silence-dialog.tsx";
import { useAcknowledge } from "./use-acknowledge.ts";

/** Why nobody is told of it. */
function Quiet({ alert, account }: { alert: Alert; account: AccountDto }) {
  const { explainedBy, silences } = account;
  if (!alert.silenced || alert.state === "resolved") return null;
  if (explainedBy !== null) {
    return (
      <Notice tone="blue" title="Another alert explains this one, so nobody is told of it">
        <Link className="mk-link" href={`/alerts/${explainedBy.id}`}>
          {explainedBy.title}
        </Link>
      </Notice>
    );
  }
  return (
    <Notice tone="amber" title="It is silenced: nobody is told while that lasts">
      {silences.join(" ")}{" "}
      <Link className="mk-link" href="/settings/alerts">
        Open silences
      </Link>
    </Notice>
  );
}

function History({ id }: { id: string }) {
  return <EntityHistory entity={{ type: "alert", id }} history={useInfiniteQuery(alertHistoryQuery(id))} />;
}

function Strip({ alert, account }: { alert: Alert; account: AccountDto }) {
  const { startedAt, resolvedAt, acknowledgedBy, acknowledgedAt, count } = alert;
  const over =
    resolvedAt === null ? [] : [{ label: "Over", value: <RelativeTime at={resolvedAt} />, ...endNote(account) }];
  return (
    <SummaryStrip
      cells={[
        { label: "Severity", value: <SeverityMark level={alert.severity} /> },
        { label: "Began", value: <RelativeTime at={startedAt} />, note: momentWords(startedAt) },
        ...over,
        {
          label: "Looks at it",
          value: acknowledgedBy ?? <span className="mk-3">nobody yet</span>,
          ...(acknowledgedAt === null ? {} : { note: momentWords(acknowledgedAt) }),
        },
        ...(count === 0 ? [] : [{ label: "Seen", value: count === 1 ? "once" : `${count} times` }]),
      ]}
    />
  );
}

const endNote = ({ resolvedBy }: AccountDto): { note: string } => ({
  note: resolvedBy === null ? "it ended by itself" : `settled by ${resolvedBy}`,
});

interface ActionsProps {
  alert: Alert;
  onResolve: () => void;
}

function Actions({ alert, onResolve }: ActionsProps) {
  const acknowledge = useAcknowledge(alert);
  if (alert.state === "resolved") return null;
  return (
    <span className="mk-alert-page-actions">
      {alert.acknowledgedBy === null ? (
        <Button variant="default" loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
          Acknowledge
        </Button>
      ) : null}
      <Button onClick={onResolve}>Resolve</Button>
    </span>
  );
}

function Places({ alert, onSilence }: { alert: Alert; onSilence: (() => void) | undefined }) {
  const { model } = alert;
  return (
    <>
      {onSilence === undefined ? null : <Menu.Item onClick={onSilence}>Silence alerts like this</Menu.Item>}
      {model === null ? null : (
        <>
          <Menu.Item component={Link} href={`/models/${model.slug}`}>
            Open the model
          </Menu.Item>
          <Menu.Item component={Link} href={`/alerts?state=all&model=${model.slug}`}>
            All alerts of the model
          </Menu.Item>
        </>
      )}
      <Menu.Item component={Link} href="/settings/alerts">
        Rules, silences and channels
      </Menu.Item>
    </>
  );
}

function Body({ alert, account }: { alert: Alert; account: AccountDto }) {
  return (
    <>
      <Quiet alert={alert} account={account} />
      <Strip alert={alert} account={account} />
      <div className="mk-alert-columns">
        <div>
          <Section title="What was seen">
            <p className="mk-alert-seen">{alert.words}</p>
            <AlertChart alert={alert} account={account} />
          </Section>
          <Section title="What happened">
            <History id={alert.id} />
          </Section>
        </div>
        <div>
          <AlertFacts alert={alert} account={account} />
          <AlertDeliveries alert={alert} account={account} />
        </div>
      </div>
    </>
  );
}

/** One alert: what was seen and where, what happened to it since, who was told, and what to do. */
export function AlertPage({ id }: { id: string }) {
  const found = useQuery(alertQuery(id));
  const account = useQuery(alertAccountQuery(id));
  const { data: me } = useQuery(meQuery());
  const [doing, setDoing] = useState<"resolve" | "silence">();
  const alert = found.data;
  if (alert === undefined || account.data === undefined) {
    const error = found.error ?? account.error;
    const again = () => void Promise.all([found.refetch(), account.refetch()]);
    return error === null ? <PageSkeleton /> : <ProblemPanel error={error} onRetry={again} />;
  }
  const may = me?.abilities.includes("alert:handle") ?? false;
  const { tone, words } = alertMarks[alert.state];
  const about = { model: alert.model, kind: account.data.kind };
  return (
    <>
      <PageHeader
        title={alert.title}
        breadcrumb={[
          { label: "Telemetry", href: "/telemetry" },
          { label: "Alerts", href: "/alerts" },
          { label: "Alert" },
        ]}
        badges={
          <>
            <StateBadge tone={tone}>{words}</StateBadge>
            {alert.silenced ? <Badge>Silenced</Badge> : null}
          </>
        }
        action={may ? <Actions alert={alert} onResolve={() => setDoing("resolve")} /> : undefined}
        menu={
          <Places alert={alert} onSilence={may && alert.state !== "resolved" ? () => setDoing("silence") : undefined} />
        }
        line
      />
      <div className="mk-page-body mk-alert-body">
        <Body alert={alert} account={account.data} />
      </div>
      <ResolveDialog alert={doing === "resolve" ? alert : undefined} onClose={() => setDoing(undefined)} />
      <SilenceDialog opened={doing === "silence"} about={about} onClose={() => setDoing(undefined)} />
    </>
  );
}
