"use client";

import "./lifecycle.css";
import { Button, Modal, Select } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { IconCheck, IconChevronRight } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { Section } from "@/components/ui/section.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { stageOrder } from "@/lib/inventory/versions/rules.ts";
import { moveGate, versionGatesQuery } from "@/lib/lifecycle/api.ts";
import { targetLabels } from "@/lib/lifecycle/rules.ts";
import type { VersionGatesDto } from "@/lib/lifecycle/schema.ts";
import { WaiverText } from "./criterion-row.tsx";
import { gateHref } from "./gate-panel.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { RequestLine } from "./request-history.tsx";
import { useGateRefresh } from "./use-gate-refresh.ts";

type Line = VersionGatesDto["gates"][number];

/** Whether a version is in the stage of a gate already, or beyond it. */
function isBehind(stage: string, target: Line["target"]): boolean {
  const order: readonly string[] = stageOrder;
  return target !== "retired" && order.indexOf(target) <= order.indexOf(stage);
}

function lineWords({ kind, blockedBy, satisfied, total, waived }: Line, behind: boolean): string {
  const settled = `${satisfied} of ${total} settled${waived > 0 ? `, ${waived} waived` : ""}`;
  const today = blockedBy === 0 ? settled : `${blockedBy} open`;
  if (kind === "passed") return `Passed · today ${today}`;
  if (kind === "other" && behind) return `Recorded beyond it · today ${today}`;
  return blockedBy === 0 ? settled : `${settled}, blocked by ${blockedBy}`;
}

function GateLine({ line, gates }: { line: Line; gates: VersionGatesDto }) {
  const { version } = gates;
  const behind = isBehind(version.stage, line.target);
  return (
    <li data-kind={line.kind} data-behind={behind || undefined}>
      <Link href={gateHref(version.modelSlug, version.label, line.target)}>
        <span className="mk-gates-mark" aria-hidden>
          {line.kind === "passed" ? <IconCheck /> : null}
        </span>
        <b>
          {targetLabels[line.target]}
          {line.kind === "forward" ? <em> next</em> : null}
          {line.kind === "confirm" ? <em> where it is now</em> : null}
        </b>
        <span>{lineWords(line, behind)}</span>
        <IconChevronRight aria-hidden />
      </Link>
    </li>
  );
}

function MoveBack({ gates }: { gates: VersionGatesDto }) {
  const refresh = useGateRefresh();
  const [choosing, setChoosing] = useState(false);
  const [stage, setStage] = useState<string | null>(gates.back.at(-1) ?? null);
  const [asking, setAsking] = useState(false);
  if (!gates.abilities.moveBack) return null;
  const { modelSlug, label } = gates.version;
  const target = gates.back.find((each) => each === stage);
  const go = async (reason: string) => {
    if (target === undefined) return;
    const { message } = await moveGate(modelSlug, label, { stage: target, reason });
    await refresh();
    toastDone({ message });
  };
  return (
    <>
      <Button variant="default" size="compact-md" onClick={() => setChoosing(true)}>
        Move back
      </Button>
      <Modal
        opened={choosing}
        onClose={() => setChoosing(false)}
        title="Move back"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <div className="mk-stack">
          <Select
            label="To which stage"
            description="A step back needs a reason and no approval. Forward it goes through the gates again."
            data={gates.back.map((each) => ({ value: each, label: targetLabels[each] }))}
            value={stage}
            onChange={setStage}
            allowDeselect={false}
          />
          <div className="mk-dialog-actions">
            <Button variant="default" onClick={() => setChoosing(false)}>
              Cancel
            </Button>
            <Button
              disabled={target === undefined}
              onClick={() => {
                setChoosing(false);
                setAsking(true);
              }}
            >
              Go on
            </Button>
          </div>
        </div>
      </Modal>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Move back to ${target === undefined ? "" : targetLabels[target].toLowerCase()}`}
        confirmLabel="Move back"
        onConfirm={go}
      >
        <p>What is asked for or approved now becomes void.</p>
      </ReasonDialog>
    </>
  );
}

/** All gates of a version in order, its waivers and every decision. */
export function VersionGates({ slug, label }: { slug: string; label: string }) {
  const { data: gates } = useSuspenseQuery(versionGatesQuery(slug, label));
  return (
    <>
      <Section title="Gates" action={<MoveBack gates={gates} />}>
        <ol className="mk-gates">
          {gates.gates.map((line) => (
            <GateLine key={line.target} line={line} gates={gates} />
          ))}
        </ol>
      </Section>
      {gates.waivers.length === 0 ? null : (
        <Section title="Waivers" note={gates.waivers.length}>
          <ul className="mk-waivers">
            {gates.waivers.map((waiver) => (
              <li key={waiver.id}>
                <b>{waiver.title}</b>
                <WaiverText waiver={waiver} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Decisions" note={gates.history.length}>
        {gates.history.length === 0 ? (
          <p className="mk-3">No gate was asked for yet.</p>
        ) : (
          <ul>
            {gates.history.map((request) => (
              <RequestLine key={request.id} request={request} withTarget />
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
