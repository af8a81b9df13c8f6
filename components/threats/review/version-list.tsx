"use client";

import { Button } from "@mantine/core";
import { StateBadge, type Tone } from "@/components/ui/badge.tsx";
import { Digest } from "@/components/ui/mono.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { versionStates, type VersionState, type VersionSummaryDto } from "@/lib/threats/review/schema.ts";
import type { Decision } from "./decision-dialog.tsx";

const tones: Readonly<Record<VersionState, Tone>> = {
  submitted: "blue",
  approved: "green",
  rejected: "red",
  withdrawn: "neutral",
  superseded: "neutral",
};

interface RowProps {
  version: VersionSummaryDto;
  onDecide: (decision: Decision) => void;
  onCompare: (number: number) => void;
}

function Actions({ version, onDecide, onCompare }: RowProps) {
  const { id, number, abilities } = version;
  const of = `version ${String(number)}`;
  return (
    <div className="mk-review-actions">
      {abilities.approve ? (
        <Button size="xs" onClick={() => onDecide({ what: "approve", id })} aria-label={`Approve ${of}`}>
          Approve
        </Button>
      ) : null}
      {abilities.reject ? (
        <Button
          size="xs"
          variant="default"
          onClick={() => onDecide({ what: "reject", id })}
          aria-label={`Send back ${of}`}
        >
          Send back
        </Button>
      ) : null}
      {abilities.withdraw ? (
        <Button
          size="xs"
          variant="default"
          onClick={() => onDecide({ what: "withdraw", id })}
          aria-label={`Withdraw ${of}`}
        >
          Withdraw
        </Button>
      ) : null}
      <Button size="xs" variant="default" onClick={() => onCompare(number)} aria-label={`Compare ${of} with now`}>
        Compare with now
      </Button>
    </div>
  );
}

function Row(props: RowProps) {
  const { version } = props;
  const { number, state, note, authors, submittedBy, decidedBy, decidedAt, decisionReason, abilities } = version;
  const makers = authors.map(({ name }) => name).join(", ");
  return (
    <li className="mk-review-version">
      <div className="mk-review-version-head">
        <h3>Version {number}</h3>
        <StateBadge tone={tones[state]}>{versionStates[state]}</StateBadge>
        <Digest value={version.digest} />
      </div>
      <p className="mk-2 mk-small">
        Submitted by {submittedBy?.name ?? "a key"} <RelativeTime at={version.createdAt} />
        {makers === "" ? "" : `. Made by ${makers}`}
        {decidedAt === null || decidedBy === null ? null : (
          <>
            . {state === "withdrawn" ? "Withdrawn" : "Decided"} by {decidedBy.name} <RelativeTime at={decidedAt} />
          </>
        )}
      </p>
      {note === "" ? null : <p>{note}</p>}
      {decisionReason === null || decisionReason === "" ? null : <p>“{decisionReason}”</p>}
      {abilities.why === "" ? null : <p className="mk-2 mk-small">{abilities.why}</p>}
      <Actions {...props} />
    </li>
  );
}

interface VersionListProps {
  versions: readonly VersionSummaryDto[];
  onDecide: (decision: Decision) => void;
  onCompare: (number: number) => void;
}

/** The versions of a threat model, the newest first, with what may be decided about each. */
export function VersionList({ versions, ...act }: VersionListProps) {
  return (
    <ol className="mk-review-versions">
      {versions.map((version) => (
        <Row key={version.id} version={version} {...act} />
      ))}
    </ol>
  );
}
