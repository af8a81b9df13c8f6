"use client";

import "./lifecycle.css";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SensitivityMark } from "@/components/inventory/marks.tsx";
import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Section } from "@/components/ui/section.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import type { Sensitivity } from "@/lib/inventory/schema.ts";
import { approveWaiver, endWaiver, gateQuery, withdrawAttestation } from "@/lib/lifecycle/api.ts";
import { targetLabels, type GateTarget } from "@/lib/lifecycle/rules.ts";
import type { CriterionResultDto, GateDto } from "@/lib/lifecycle/schema.ts";
import { AttestDialog } from "./attest-dialog.tsx";
import { CriterionRow, type CriterionAct, WaiverText } from "./criterion-row.tsx";
import { DecisionPanel } from "./decision-panel.tsx";
import { versionHref } from "./gate-panel.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { RequestLine } from "./request-history.tsx";
import { useGateRefresh } from "./use-gate-refresh.ts";
import { WaiveDialog } from "./waive-dialog.tsx";

type Doing = { verb: Parameters<CriterionAct>[0]; result: CriterionResultDto };

/** Open criteria that block come first, then the other open ones, then what is settled; within them as the policy has it. */
function inOrder(criteria: readonly CriterionResultDto[]): CriterionResultDto[] {
  const place = ({ state, blocking }: CriterionResultDto): number => (state === "open" ? (blocking ? 0 : 1) : 2);
  return criteria.toSorted((a, b) => place(a) - place(b));
}

function GateBadge({ gate }: { gate: GateDto }) {
  if (gate.blockedBy > 0) return <StateBadge tone="amber">Blocked by {gate.blockedBy}</StateBadge>;
  return (
    <StateBadge tone="green">
      {gate.criteria.some(({ state }) => state === "waived") ? "Passes with waivers" : "Passes"}
    </StateBadge>
  );
}

const endWords = {
  withdraw: [
    "Withdraw the attestation",
    "Withdraw",
    "The criterion is open again, and an approval that rests on it is void.",
  ],
  "reject-waiver": ["Reject the waiver", "Reject waiver", "The criterion stays open."],
  "revoke-waiver": ["Revoke the waiver", "Revoke waiver", "The criterion is open again at once."],
} as const;

function Dialogs({ gate, doing, onClose }: { gate: GateDto; doing: Doing | null; onClose: () => void }) {
  const refresh = useGateRefresh();
  const verb = doing?.verb;
  const result = doing?.result ?? null;
  const ending = verb === "withdraw" || verb === "reject-waiver" || verb === "revoke-waiver" ? verb : null;
  const [title, label, text] = endWords[ending ?? "withdraw"];
  const end = async (reason: string) => {
    if (ending === "withdraw") await withdrawAttestation(result?.attestation?.id ?? "", reason);
    else if (ending !== null)
      await endWaiver(ending === "reject-waiver" ? "reject" : "revoke", result?.waiver?.id ?? "", reason);
    await refresh();
    toastDone({ message: "Done." });
  };
  const grant = async () => {
    await approveWaiver(result?.waiver?.id ?? "");
    await refresh();
    toastDone({ message: "The waiver is approved." });
  };
  return (
    <>
      <AttestDialog version={gate.version} result={verb === "attest" ? result : null} onClose={onClose} />
      <WaiveDialog version={gate.version} result={verb === "waive" ? result : null} onClose={onClose} />
      <ReasonDialog opened={ending !== null} onClose={onClose} title={title} confirmLabel={label} onConfirm={end}>
        <p>{text}</p>
      </ReasonDialog>
      <ConfirmDialog
        opened={verb === "approve-waiver"}
        onClose={onClose}
        title="Approve the waiver"
        confirmLabel="Approve waiver"
        onConfirm={grant}
      >
        {result?.waiver == null ? null : <WaiverText waiver={result.waiver} />}
        <p>The criterion may stay open until then. The waiver shows everywhere until it lapses.</p>
      </ConfirmDialog>
    </>
  );
}

/** One gate of one version: what is decided about it, each criterion, and every decision before. */
export function GatePage({ slug, label, target }: { slug: string; label: string; target: GateTarget }) {
  const { data: gate } = useSuspenseQuery(gateQuery(slug, label, target));
  const [doing, setDoing] = useState<Doing | null>(null);
  const { version } = gate;
  const past = gate.history.filter(({ id }) => id !== gate.request?.id);
  const settled = gate.criteria.filter(({ state }) => state !== "open").length;
  return (
    <>
      <PageHeader
        title={`Gate to ${targetLabels[target].toLowerCase()}`}
        breadcrumb={[
          { label: "Models", href: "/models" },
          { label: version.modelName, href: `/models/${version.modelSlug}` },
          { label: version.label, href: versionHref(version.modelSlug, version.label) },
          { label: targetLabels[target] },
        ]}
        badges={
          <>
            <GateBadge gate={gate} />
            <Badge>Now in {targetLabels[version.state === "retired" ? "retired" : version.stage].toLowerCase()}</Badge>
          </>
        }
        subtitle={
          <span className="mk-gate-subtitle">
            {version.modelName} {version.label} <SensitivityMark level={version.sensitivity as Sensitivity} />
            {gate.kind === "other" ? <span className="mk-3">The version is not before this gate now.</span> : null}
          </span>
        }
        line
      />
      <div className="mk-page-body mk-gate">
        <DecisionPanel gate={gate} />
        <Section
          title="Criteria"
          note={`${settled} of ${gate.criteria.length} settled · ${gate.policyVersion === 0 ? "default criteria" : `criteria version ${gate.policyVersion}`}`}
        >
          <ul className="mk-criteria">
            {inOrder(gate.criteria).map((result) => (
              <CriterionRow
                key={result.criterion.id}
                result={result}
                act={(verb, chosen) => setDoing({ verb, result: chosen })}
              />
            ))}
          </ul>
          {gate.criteria.length === 0 ? <p className="mk-3">No criterion applies to this version here.</p> : null}
        </Section>
        {past.length === 0 ? null : (
          <Section title="Decisions before" note={past.length}>
            <ul>
              {past.map((request) => (
                <RequestLine key={request.id} request={request} />
              ))}
            </ul>
          </Section>
        )}
      </div>
      <Dialogs gate={gate} doing={doing} onClose={() => setDoing(null)} />
    </>
  );
}
