"use client";

import "./alert-settings.css";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice.tsx";
import { describeProblem } from "@/components/ui/problem-text.ts";
import { replayRule } from "@/lib/alerts/api.ts";
import { burnWords, watchedWords } from "@/lib/alerts/rules.ts";
import type { ReplayDto, ReplayRuleInput } from "@/lib/alerts/schema-rules.ts";
import { sayNumber } from "@/lib/detection/words/say-number.ts";
import type { z } from "@/lib/zod.ts";
import { momentWords } from "./moment-words.ts";

type Asked = z.input<typeof ReplayRuleInput>;
type Replayed = z.output<typeof ReplayDto>;
type OfModel = Replayed["models"][number];

const SHOWN = 10;

function summary({ fired, models, from }: Replayed): string {
  if (models.length === 0) return "No model sends telemetry yet, so there is no history to try it on.";
  const often = fired === 0 ? "Would not have fired" : `Would have fired ${fired === 1 ? "once" : `${fired} times`}`;
  return `${often} at ${models.length} models since ${momentWords(from)}.`;
}

function Times({ one, unit }: { one: OfModel; unit: string }) {
  if (one.fired.length === 0) return null;
  return (
    <ol className="mk-alert-trial-times">
      {one.fired.slice(-SHOWN).map(({ from, to, peak, part }) => (
        <li key={`${part} ${from}`}>
          <time dateTime={from}>{momentWords(from)}</time> to{" "}
          {to === null ? "now" : <time dateTime={to}>{momentWords(to)}</time>}, at worst {sayNumber(peak)}
          {part === "" ? unit : ` times the limit of a ${burnWords[part][0]}`}
        </li>
      ))}
      {one.fired.length > SHOWN ? <li>and {one.fired.length - SHOWN} times before</li> : null}
    </ol>
  );
}

function Result({ replayed, unit }: { replayed: Replayed; unit: string }) {
  const { models } = replayed;
  return (
    <>
      {models.length === 1 ? null : <strong>{summary(replayed)}</strong>}
      {models.map((one) => (
        <div key={one.model.id}>
          <p>
            {models.length === 1 ? <strong>{one.words}</strong> : `${one.model.name}: ${one.words}`}{" "}
            <span className="mk-3">
              {sayNumber(one.windowsWithData)} of {sayNumber(one.windows)} windows hold data.
            </span>
          </p>
          <Times one={one} unit={unit} />
        </div>
      ))}
    </>
  );
}

/** Runs a rule over stored history, by the same steps as live, and says how often it would have fired. */
export function HistoryTrial({ ask }: { ask: () => Asked | undefined }) {
  const trial = useMutation({ mutationFn: replayRule });
  const { data, error, variables } = trial;
  const unit = variables === undefined ? "" : watchedWords[variables.watches][1];
  return (
    <div className="mk-alert-trial">
      <div className="mk-alert-trial-head">
        <Button
          variant="default"
          loading={trial.isPending}
          onClick={() => {
            const asked = ask();
            if (asked === undefined) trial.reset();
            else trial.mutate(asked);
          }}
        >
          Try on history
        </Button>
        <span className="mk-3">Says how often it would have fired. Nothing is changed, and nobody is told.</span>
      </div>
      <div role="status" className="mk-alert-trial-result">
        {data === undefined ? null : <Result replayed={data} unit={unit} />}
      </div>
      {error === null ? null : (
        <Notice tone="red" live title={describeProblem(error).title}>
          {describeProblem(error).explanation}
        </Notice>
      )}
    </div>
  );
}
