import { ViewportPortal } from "@xyflow/react";
import { memo, type MouseEvent } from "react";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { pathOf, type DrawnFlow, type DrawnFlows } from "@/lib/graph/edit/draw-flows.ts";
import type { Point } from "@/lib/graph/edit/scene.ts";
import type { Flow } from "@/lib/graph/schema.ts";
import { useEditor, useEditorState } from "./editor-context.ts";
import type { Mark } from "./editor-types.ts";
import { markWords } from "./element-node.tsx";
import { RenameField } from "./rename-field.tsx";

type Tone = "plain" | "crossing" | "warn";

interface FlowLineProps {
  flow: Flow;
  drawn: DrawnFlow;
  mark: Mark | undefined;
  selected: boolean;
}

function toneOf(drawn: DrawnFlow, mark: Mark | undefined): Tone {
  if (mark?.severity === "critical" || mark?.severity === "high") return "warn";
  return drawn.crossings.length > 0 ? "crossing" : "plain";
}

const DIAMOND = "M0-6 6 0 0 6-6 0Z";

/** A flow: a line with right angles, an arrow head, its words, and a diamond wherever it crosses the border of a zone. */
const FlowLine = memo(function FlowLine({ flow, drawn, mark, selected }: FlowLineProps) {
  const model = useEditor();
  const tone = toneOf(drawn, mark);
  const head = `url(#mk-head-${selected ? "selected" : tone})`;
  const path = pathOf(drawn.points);
  const click = (event: MouseEvent): void => {
    event.stopPropagation();
    const more = event.shiftKey || event.metaKey || event.ctrlKey;
    const rest = more ? model.chosen.filter((id) => id !== flow.id) : [];
    model.select([...rest, flow.id]);
    model.say(model.describe(flow.id));
    model.view.focus();
  };
  const open = (): void => model.set(model.input.readOnly ? {} : { renaming: flow.id });
  return (
    <g className="mk-flow" data-tone={tone} data-selected={selected || undefined} data-out={flow.outOfScope !== null}>
      <path className="mk-flow-hit" d={path} onClick={click} onDoubleClick={open} />
      <path className="mk-flow-line" d={path} markerEnd={head} {...(flow.bidirectional ? { markerStart: head } : {})} />
      {drawn.label === null ? null : (
        <text
          className="mk-flow-words"
          x={drawn.label.x}
          y={drawn.label.y}
          textAnchor={drawn.label.anchor}
          onClick={click}
          onDoubleClick={open}
        >
          {drawn.label.text}
        </text>
      )}
      {drawn.crossings.map(({ x, y }) => (
        <path key={`${x} ${y}`} className="mk-flow-cross" d={DIAMOND} transform={`translate(${x} ${y})`} />
      ))}
    </g>
  );
});

/** The point of a flow where things about it are shown. */
function halfWay({ points }: DrawnFlow): Point {
  const index = Math.max(0, Math.ceil(points.length / 2) - 1);
  const [a, b] = [points[index], points[index + 1]];
  if (a === undefined) return { x: 0, y: 0 };
  return b === undefined ? a : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function ArrowHeads() {
  return (
    <defs>
      {["plain", "crossing", "warn", "selected"].map((tone) => (
        <marker
          key={tone}
          id={`mk-head-${tone}`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto-start-reverse"
          markerUnits="userSpaceOnUse"
        >
          <path className="mk-flow-head" data-tone={tone} d="M0 .6 7.4 4 0 7.4Z" />
        </marker>
      ))}
    </defs>
  );
}

interface FlowLayerProps {
  flows: ReadonlyMap<string, Flow>;
  drawn: DrawnFlows;
  marks: ReadonlyMap<string, Mark>;
  selected: ReadonlySet<string>;
}

/** All flows in one drawing between zones and elements; a flow is drawn again only when it changed. */
export const FlowLayer = memo(function FlowLayer({ flows, drawn, marks, selected }: FlowLayerProps) {
  const renaming = useEditorState("renaming");
  const named = renaming === null ? undefined : flows.get(renaming);
  const place = named === undefined ? undefined : drawn.get(named.id);
  return (
    <ViewportPortal>
      <svg className="mk-flows" aria-hidden>
        <ArrowHeads />
        {[...flows.values()].map((flow) => {
          const line = drawn.get(flow.id);
          if (line === undefined) return null;
          return (
            <FlowLine
              key={flow.id}
              flow={flow}
              drawn={line}
              mark={marks.get(flow.id)}
              selected={selected.has(flow.id)}
            />
          );
        })}
      </svg>
      {[...flows.values()].map((flow) => {
        const mark = marks.get(flow.id);
        const line = drawn.get(flow.id);
        if (mark === undefined || mark.count === 0 || line === undefined) return null;
        const { x, y } = halfWay(line);
        return (
          <span key={flow.id} className="mk-flow-counter" style={{ left: x, top: y }} title={markWords(mark)}>
            <SeverityMark level={mark.severity ?? "unknown"}>{mark.count}</SeverityMark>
          </span>
        );
      })}
      {named === undefined || place === undefined ? null : (
        <div className="mk-flow-rename" style={{ left: halfWay(place).x, top: halfWay(place).y }}>
          <RenameField id={named.id} name={named.name} what="flow" />
        </div>
      )}
    </ViewportPortal>
  );
});
