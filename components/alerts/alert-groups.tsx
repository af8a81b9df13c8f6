"use client";

import "./alert-groups.css";
import { IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { NothingMatches } from "@/components/ui/nothing-matches.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { alertGroupsQuery } from "@/lib/alerts/api.ts";
import type { AlertGroupDto, GroupAlertsInput } from "@/lib/alerts/groups-schema.ts";
import { alertsQuery } from "@/lib/telemetry/api.ts";
import type { Alert } from "@/lib/telemetry/schema.ts";
import type { z } from "@/lib/zod.ts";
import { AlertActions } from "./alert-actions.tsx";
import { AlertState } from "./alert-state.tsx";

type Asked = z.output<typeof GroupAlertsInput>;
const SHOWN = 50;

interface Handling {
  may: boolean;
  onResolve: (alert: Alert) => void;
}

function AlertLine({ alert, may, onResolve }: Handling & { alert: Alert }) {
  return (
    <li className="mk-alert-line">
      <span className="mk-alert-line-words">
        <Link className="mk-link" href={`/alerts/${alert.id}`}>
          {alert.title}
        </Link>
        <span className="mk-3">{alert.words}</span>
      </span>
      <SeverityMark level={alert.severity} />
      <AlertState state={alert.state} silenced={alert.silenced} />
      <RelativeTime at={alert.startedAt} />
      <AlertActions alert={alert} may={may} onResolve={onResolve} />
    </li>
  );
}

function Members({ group, asked, ...handling }: Handling & { group: AlertGroupDto; asked: Asked }) {
  const model = group.model?.id;
  const list = useQuery(alertsQuery({ ...asked, ...(model === undefined ? {} : { model }), limit: SHOWN }));
  if (list.isError) return <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <TextSkeleton lines={3} />;
  const search = new URLSearchParams({ view: "list", state: asked.state, ...(model === undefined ? {} : { model }) });
  return (
    <ul className="mk-alert-lines">
      {list.data.items.map((alert) => (
        <AlertLine key={alert.id} alert={alert} {...handling} />
      ))}
      {list.data.total > list.data.items.length ? (
        <li>
          <Link className="mk-link" href={`/alerts?${search.toString()}`}>
            Open all {list.data.total} as a list
          </Link>
        </li>
      ) : null}
    </ul>
  );
}

function amountWords({ alerts, firing, silenced }: AlertGroupDto): string {
  const parts = [
    alerts === 1 ? "1 alert" : `${alerts} alerts`,
    ...(firing > 0 && firing < alerts ? [`${firing} firing`] : []),
    ...(silenced > 0 ? [`${silenced} silenced`] : []),
  ];
  return parts.join(", ");
}

interface GroupProps extends Handling {
  group: AlertGroupDto;
  asked: Asked;
  /** Open from the beginning. */
  first: boolean;
}

function Group({ group, asked, first, ...handling }: GroupProps) {
  const [open, setOpen] = useState(first);
  const id = useId();
  const name = group.model?.name ?? "No model";
  return (
    <li className="mk-alert-group">
      <button
        type="button"
        className="mk-alert-group-head"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight aria-hidden />
        <span className="mk-alert-group-name">
          <strong>{name}</strong>
          <span className="mk-3">{group.title}</span>
        </span>
        <SeverityMark level={group.worst} />
        <span className="mk-num">{amountWords(group)}</span>
        <span className="mk-3">
          since <RelativeTime at={group.since} focusable={false} />
        </span>
      </button>
      <div id={id} hidden={!open} className="mk-alert-group-body">
        {open ? <Members group={group} asked={asked} {...handling} /> : null}
      </div>
    </li>
  );
}

interface AlertGroupsProps extends Handling {
  asked: Asked;
  filtered: boolean;
  onClear: () => void;
  empty: ReactNode;
}

/** Alerts of a model together, the gravest model first and open. */
export function AlertGroups({ asked, filtered, onClear, empty, ...handling }: AlertGroupsProps) {
  const found = useQuery(alertGroupsQuery(asked));
  if (found.isError) return <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <TextSkeleton lines={5} />;
  const { items, total } = found.data;
  if (items.length === 0) return filtered ? <NothingMatches things="alerts" onClear={onClear} /> : empty;
  const models = items.length === 1 ? "1 model" : `${items.length} models`;
  return (
    <>
      <ul className="mk-alert-groups" aria-label="Alerts by model">
        {items.map((group, place) => (
          <Group key={group.model?.id ?? ""} group={group} asked={asked} first={place === 0} {...handling} />
        ))}
      </ul>
      <p className="mk-alert-total mk-3 mk-num">
        {total === 1 ? "1 alert" : `${total} alerts`} of {models}
      </p>
    </>
  );
}
