import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import { Diff } from "@/components/ui/diff.tsx";
import type { SupplyPlanRecord } from "@/lib/imports/schema.ts";
import { kindLabels } from "./record-words.ts";

const tones = { create: "green", update: "blue", keep: "neutral", remove: "amber" } as const;
const actionWords = { create: "New", update: "Changes", keep: "Unchanged", remove: "Goes" } as const;

function linkWords({ linksAdded, linksGone }: SupplyPlanRecord): string {
  const parts = [
    linksAdded > 0 ? `${linksAdded} ${linksAdded === 1 ? "link" : "links"} added` : "",
    linksGone > 0 ? `${linksGone} ${linksGone === 1 ? "link" : "links"} taken away` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** What happens with a record that is not taken. */
function leftWords(action: SupplyPlanRecord["action"]): string {
  return action === "remove" ? "Not in the file, stays" : "Left out";
}

/** The field of a change as people read it: "facts.licence" is "licence", "rowCount" is "row count". */
function fieldWords(field: string): string {
  const name = field.replace(/^facts\./, "").replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

interface RowProps {
  record: SupplyPlanRecord;
  taken: boolean;
  onTake: (take: boolean) => void;
}

function Details({ record }: { record: SupplyPlanRecord }) {
  const links = linkWords(record);
  return (
    <div className="mk-supply-details">
      {record.changes.length === 0 ? null : (
        <Diff changes={record.changes.map((change) => ({ ...change, label: fieldWords(change.field) }))} />
      )}
      {links === "" ? null : <p className="mk-small">{links}.</p>}
      {record.action === "remove" ? (
        <p className="mk-3 mk-small">
          It came from this file, which has it no more.{" "}
          {record.kind === "threat"
            ? "When chosen, it counts as not applicable."
            : "When chosen, it is removed here too."}
        </p>
      ) : (
        <p className="mk-3 mk-small">In the file: {record.path === "" ? record.key : record.path}</p>
      )}
    </div>
  );
}

/** One record of the file: what it is, what applying does with it, and whether it is taken. */
export function SupplyRecordRow({ record, taken, onTake }: RowProps) {
  const [open, setOpen] = useState(false);
  const { name, detail, kind, action, blocked } = record;
  const title = detail === "" ? name : `${name} ${detail}`;
  return (
    <li className="mk-supply-row" data-skipped={(!taken && action !== "remove") || undefined}>
      <Checkbox
        aria-label={action === "remove" ? `Remove ${title} here too` : `Import ${title}`}
        checked={taken && action !== "keep"}
        disabled={action === "keep" || blocked !== null}
        onChange={(event) => onTake(event.currentTarget.checked)}
      />
      <button type="button" className="mk-supply-name" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>{title}</span>
        <span className="mk-3 mk-small">{kindLabels[kind]}</span>
      </button>
      <span className="mk-supply-action">
        {blocked === null ? (
          <Badge tone={taken ? tones[action] : "neutral"}>{taken ? actionWords[action] : leftWords(action)}</Badge>
        ) : (
          <StateBadge tone="amber">Cannot be applied</StateBadge>
        )}
      </span>
      {blocked === null ? null : <p className="mk-supply-blocked mk-small">{blocked}</p>}
      {open ? <Details record={record} /> : null}
    </li>
  );
}
