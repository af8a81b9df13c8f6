"use client";

import "./diff-view.css";
import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { Section } from "@/components/ui/section.tsx";
import type { Change, ModelDiff } from "@/lib/graph/diff/schema.ts";
import { byTopic, drawingWords } from "@/lib/graph/diff/topics.ts";

type Mark = Change["mark"];

const signs: Record<Mark, string> = { added: "+", removed: "−", changed: "~" };
const words: Record<Mark, string> = { added: "Added", removed: "Removed", changed: "Changed" };
const marks: readonly Mark[] = ["added", "removed", "changed"];

interface RowProps {
  change: Change;
  onOpen: ((change: Change) => void) | undefined;
}

function Row({ change, onOpen }: RowProps) {
  return (
    <li className="mk-model-diff-row" data-mark={change.mark}>
      <span className="mk-model-diff-sign" aria-hidden>
        {signs[change.mark]}
      </span>
      <span className="mk-visually-hidden">{words[change.mark]}: </span>
      <span className="mk-model-diff-words">
        {onOpen === undefined ? (
          change.words
        ) : (
          <button type="button" className="mk-model-diff-open" onClick={() => onOpen(change)}>
            {change.words}
          </button>
        )}
      </span>
      {change.weight === "high" ? <span className="mk-model-diff-weight">Look closely</span> : null}
    </li>
  );
}

interface FilterProps {
  changes: readonly Change[];
  shown: ReadonlySet<Mark>;
  onShow: (shown: ReadonlySet<Mark>) => void;
}

function MarkFilter({ changes, shown, onShow }: FilterProps) {
  const toggle = (mark: Mark): void => {
    const next = new Set(shown);
    if (!next.delete(mark)) next.add(mark);
    onShow(next);
  };
  return (
    <div className="mk-model-diff-marks" role="group" aria-label="Which changes to show">
      {marks.map((mark) => (
        <button
          key={mark}
          type="button"
          className="mk-model-diff-filter"
          aria-pressed={shown.has(mark)}
          onClick={() => toggle(mark)}
        >
          <span aria-hidden>{signs[mark]}</span> {words[mark]}{" "}
          <span className="mk-num">
            {changes.filter((change) => change.mark === mark).length.toLocaleString("en-GB")}
          </span>
        </button>
      ))}
    </div>
  );
}

interface DiffViewProps {
  diff: ModelDiff;
  /** Shows the thing on its diagram; without it the changes are plain text. */
  onOpen?: (change: Change) => void;
}

/** What changed between two versions of a threat model: sentences by topic, the weightiest first; mere drawing is counted. */
export function DiffView({ diff, onOpen }: DiffViewProps) {
  const [shown, setShown] = useState<ReadonlySet<Mark>>(new Set(marks));
  const [closely, setClosely] = useState(false);
  const drawing = drawingWords(diff.drawingOnly);
  if (diff.changes.length === 0) {
    return (
      <div className="mk-model-diff">
        <p>Nothing of substance changed.</p>
        {drawing === "" ? null : <p className="mk-model-diff-drawing">{drawing}</p>}
      </div>
    );
  }
  const visible = diff.changes.filter(({ mark, weight }) => shown.has(mark) && (!closely || weight === "high"));
  const groups = byTopic(visible);
  return (
    <div className="mk-model-diff">
      <div className="mk-model-diff-tools">
        <MarkFilter changes={diff.changes} shown={shown} onShow={setShown} />
        <Checkbox
          label="Only what to look at closely"
          checked={closely}
          onChange={(event) => setClosely(event.currentTarget.checked)}
        />
        <span role="status" className="mk-2 mk-small">
          {visible.length.toLocaleString("en-GB")} of {diff.changes.length.toLocaleString("en-GB")} shown
        </span>
      </div>
      {groups.map(({ topic, title, changes }) => (
        <Section key={topic} title={title} note={changes.length.toLocaleString("en-GB")}>
          <ul className="mk-model-diff-list">
            {changes.map((change) => (
              <Row key={`${change.id} ${change.kind} ${change.words}`} change={change} onOpen={onOpen} />
            ))}
          </ul>
        </Section>
      ))}
      {groups.length === 0 ? <p>No change fits this filter.</p> : null}
      {drawing === "" ? null : <p className="mk-model-diff-drawing">{drawing}</p>}
    </div>
  );
}
