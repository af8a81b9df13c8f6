import { Button, Textarea } from "@mantine/core";
import { IconCheck, IconHelpCircle } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import type { Suggestion } from "@/lib/graph/engine/suggestion.ts";
import type { Threat } from "@/lib/knowledge/schema.ts";

export type Decide = (suggestion: Suggestion, decision: "accepted" | "not_applicable", reason: string) => Promise<void>;

interface SuggestionCardProps {
  suggestion: Suggestion;
  threat: Threat | undefined;
  /** Null for people who may only look. */
  decide: Decide | null;
}

/** Who says otherwise. */
const sources = { diagram: "the drawing says", inventory: "the inventory says", answer: "somebody answered" } as const;

function Reasons({ suggestion }: { suggestion: Suggestion }) {
  return (
    <ul className="mk-reasons">
      {[...suggestion.reasons, ...suggestion.raisedBy].map(({ predicate, words, contradicts }) => (
        <li key={predicate}>
          <IconCheck aria-hidden />
          <span>
            {words}
            {contradicts.map((other) => (
              <span key={`${other.from} ${other.words}`} className="mk-reason-but">
                {" "}
                But {sources[other.from]}: {other.words}
              </span>
            ))}
          </span>
        </li>
      ))}
      {suggestion.unknown.map(({ predicate, askOf, question }) => (
        <li key={`${predicate} ${askOf}`} data-unknown>
          <IconHelpCircle aria-hidden />
          <span>Not known: {question}</span>
        </li>
      ))}
    </ul>
  );
}

function WhyNot({ onGive, onCancel }: { onGive: (reason: string) => void; onCancel: () => void }) {
  const [reason, setReason] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="mk-why-not"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") onGive(reason.trim());
      }}
    >
      <Textarea
        label="Why does it not apply here?"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
        ref={field}
      />
      <div className="mk-row">
        <Button type="submit" size="xs" disabled={reason.trim() === ""}>
          Does not apply
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** One suggestion: what could happen, which facts say so, and the two things to do about it. */
export function SuggestionCard({ suggestion, threat, decide }: SuggestionCardProps) {
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = (decision: "accepted" | "not_applicable", reason: string): void => {
    if (decide === null) return;
    setBusy(true);
    void decide(suggestion, decision, reason).finally(() => setBusy(false));
  };
  return (
    <li className="mk-suggestion" data-key={suggestion.key}>
      <p className="mk-suggestion-line">
        <SeverityMark level={suggestion.severity} />
        <Mono>{suggestion.threatId}</Mono>
        {suggestion.status === "to_confirm" ? <Badge>to confirm</Badge> : null}
      </p>
      <h4>{threat?.title ?? suggestion.threatId}</h4>
      <Reasons suggestion={suggestion} />
      {open ? (
        <div className="mk-suggestion-more">
          <p>{threat?.description}</p>
          <p>
            <b>How:</b> {threat?.how}
          </p>
          <p>
            <b>First:</b> {threat?.first}
          </p>
          {suggestion.goesAway.map((words) => (
            <p key={words} className="mk-3">
              {words}
            </p>
          ))}
        </div>
      ) : null}
      {asking ? (
        <WhyNot
          onCancel={() => setAsking(false)}
          onGive={(reason) => {
            setAsking(false);
            run("not_applicable", reason);
          }}
        />
      ) : (
        <div className="mk-row">
          {decide === null ? null : (
            <>
              <Button size="xs" loading={busy} onClick={() => run("accepted", "")}>
                Add threat
              </Button>
              <Button size="xs" variant="default" disabled={busy} onClick={() => setAsking(true)}>
                Not here
              </Button>
            </>
          )}
          <Button size="xs" variant="subtle" color="gray" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Less" : "More"}
          </Button>
        </div>
      )}
    </li>
  );
}
