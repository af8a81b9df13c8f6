"use client";

import "./lifecycle.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { StageMark } from "@/components/inventory/marks.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { gateStatesQuery } from "@/lib/lifecycle/api.ts";
import type { GateStateDto } from "@/lib/lifecycle/schema.ts";
import { GateMark, nextWords } from "./gate-mark.tsx";

export const versionHref = (slug: string, label: string): string =>
  `/models/${slug}/versions/${encodeURIComponent(label)}`;
export const gateHref = (slug: string, label: string, target: string): string =>
  `${versionHref(slug, label)}/gates/${target}`;

/** What a version without a valid gate lacks, and where to settle it. */
export function WithoutGate({ slug, state }: { slug: string; state: GateStateDto }) {
  if (state.gateState !== "operating_without_valid_gate") return null;
  return (
    <Notice
      tone="red"
      title={`Version ${state.label} operates without a valid gate`}
      action={
        <Button
          component={Link}
          href={gateHref(slug, state.label, state.stage)}
          variant="default"
          size="compact-sm"
          aria-label={`Open the gate of version ${state.label}`}
        >
          Open the gate
        </Button>
      }
    >
      <ul className="mk-gate-reasons">
        {state.reasons.slice(0, 4).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {state.reasons.length > 4 ? <li>And {state.reasons.length - 4} more.</li> : null}
      </ul>
    </Notice>
  );
}

function VersionLine({ slug, state }: { slug: string; state: GateStateDto }) {
  const { next } = state;
  return (
    <li className="mk-gate-line">
      <div className="mk-gate-line-head">
        <Link className="mk-link" href={versionHref(slug, state.label)}>
          Version {state.label}
        </Link>
        <StageMark stage={state.stage} />
        <GateMark state={state} />
      </div>
      {next === null ? null : (
        <>
          <p>{nextWords(state)}</p>
          {next.blockers.length === 0 ? null : (
            <ul className="mk-gate-blockers">
              {next.blockers.slice(0, 3).map((title) => (
                <li key={title}>{title}</li>
              ))}
              {next.blockers.length > 3 ? <li>and {next.blockers.length - 3} more</li> : null}
            </ul>
          )}
          <Link className="mk-link" href={gateHref(slug, state.label, next.target)}>
            Open this gate
          </Link>
        </>
      )}
    </li>
  );
}

/** A model's gates at a glance: where its versions stand, what blocks the next gate and who must act. */
export function ModelGatePanel({ id, slug }: { id: string; slug: string }) {
  const states = useQuery(gateStatesQuery({ models: [id] }));
  if (states.isPending) return <TextSkeleton lines={2} />;
  const items = states.data?.items ?? [];
  if (items.length === 0) {
    return (
      <Section framed title="Gates">
        <p className="mk-3">
          No version is recorded, and gates decide about versions.{" "}
          <Link className="mk-link" href={`/models/${slug}?tab=versions`}>
            Versions
          </Link>
        </p>
      </Section>
    );
  }
  return (
    <>
      {items.map((state) => (
        <WithoutGate key={state.versionId} slug={slug} state={state} />
      ))}
      <Section
        framed
        title="Gates"
        action={
          <Link className="mk-link" href={`/models/${slug}?tab=versions`}>
            All versions
          </Link>
        }
      >
        <ul>
          {items.slice(0, 5).map((state) => (
            <VersionLine key={state.versionId} slug={slug} state={state} />
          ))}
        </ul>
      </Section>
    </>
  );
}
