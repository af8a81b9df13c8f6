import { memo } from "react";
import type { Mark } from "@/components/diagram/editor-types.ts";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import type { Diagram } from "@/lib/graph/diagram.ts";
import { severities } from "@/lib/knowledge/severity.ts";

interface RoomFootProps {
  marks: ReadonlyMap<string, Mark>;
  diagram: Diagram;
  /** Whether the library was looked through; before that nothing is said about it. */
  ready: boolean;
}

/** How far the looking is, and how bad what is open is. */
export const RoomFoot = memo(function RoomFoot({ marks, diagram, ready }: RoomFootProps) {
  const elements = [...diagram.element.values()].filter(({ outOfScope }) => outOfScope === null);
  const left = elements.filter(({ id }) => marks.get(id)?.looked === false).length;
  const worst = [...severities].reverse().map((severity) => ({
    severity,
    count: [...marks.values()].filter((mark) => mark.severity === severity).length,
  }));
  return (
    <footer className="mk-room-foot">
      <span>
        {elements.length === 0
          ? "Nothing is drawn yet. Press E to add the first element."
          : !ready
            ? `${elements.length} elements`
            : left === 0
              ? "Nothing that applies waits for a decision"
              : `${left} of ${elements.length} elements not looked at`}
      </span>
      <span className="mk-room-counts">
        {worst.map(({ severity, count }) => (
          <SeverityMark key={severity} level={severity}>
            <span>
              {count}
              <span className="mk-visually-hidden"> {severity}</span>
            </span>
          </SeverityMark>
        ))}
      </span>
    </footer>
  );
});
