import "./inventory.css";
import { IconCheck } from "@tabler/icons-react";
import { sensitivityLabels, stageLabels } from "@/lib/inventory/rules.ts";
import type { LifecycleStage, Sensitivity } from "@/lib/inventory/schema.ts";

const levels = Object.keys(sensitivityLabels);
const stages = Object.keys(stageLabels) as LifecycleStage[];

/** How sensitive: one to four filled bars and the word. */
export function SensitivityMark({ level }: { level: Sensitivity }) {
  const filled = levels.indexOf(level);
  return (
    <span className="mk-level">
      <span className="mk-level-pips" aria-hidden>
        {levels.map((each, index) => (
          <i key={each} data-on={index <= filled || undefined} />
        ))}
      </span>
      {sensitivityLabels[level]}
    </span>
  );
}

/** The stage as a word beside a very small track. */
export function StageMark({ stage }: { stage: LifecycleStage }) {
  const now = stages.indexOf(stage);
  return (
    <span className="mk-level">
      <span className="mk-level-pips mk-stage-pips" aria-hidden>
        {stages.map((each, index) => (
          <i key={each} data-on={index < now || undefined} data-now={index === now || undefined} />
        ))}
      </span>
      {stageLabels[stage]}
    </span>
  );
}

/** The seven stages of a model's life, and where it is. */
export function StageTrack({ stage }: { stage: LifecycleStage }) {
  const now = stages.indexOf(stage);
  return (
    <ol className="mk-track" aria-label="Lifecycle stage">
      {stages.map((each, index) => (
        <li
          key={each}
          data-passed={index < now || undefined}
          {...(index === now ? { "aria-current": "step" as const } : {})}
        >
          <span className="mk-track-mark" aria-hidden>
            {index < now ? <IconCheck /> : null}
          </span>
          <b>{stageLabels[each]}</b>
        </li>
      ))}
    </ol>
  );
}
