import { ViewportPortal } from "@xyflow/react";
import { memo, type MouseEvent } from "react";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { pathOf, type DrawnFlow, type DrawnFlows } from "@/lib/graph/edit/draw-flows.ts";
import type { Drawing } from "@/lib/graph/edit/flow-drawer.ts";
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

interface FlowGroupProps {
  flows: ReadonlyMap<string, Flow>;
  drawn: DrawnFlows;
  marks: ReadonlyMap<string, Mark>;
  selected: ReadonlySet<string>;
}

/** Flows in one drawing of their own, so that another's changes do not paint them anew. */
const FlowGroup = memo(function FlowGroup({ flows, drawn, marks, selected }: FlowGroupProps) {
  return (
    <svg className="mk-flows" aria-hidden>
      <ArrowHeads />
      {[...drawn].map(([id, line]) => {
        const flow = flows.get(id);
        if (flow === undefined) return null;
        return <FlowLine key={id} flow={flow} drawn={line} mark={marks.get(id)} selected={selected.has(id)} />;
      })}
    </svg>
  );
});

interface FlowLayerProps {
  flows: ReadonlyMap<string, Flow>;
  drawing: Drawing;
  marks: ReadonlyMap<string, Mark>;
  selected: ReadonlySet<string>;
}

/** All flows, between zones and elements; those at what is being dragged apart from those that stay where they are. */
export const FlowLayer = memo(function FlowLayer({ flows, drawing, marks, selected }: FlowLayerProps) {
  const { fixed, moving } = drawing;
  const renaming = useEditorState("renaming");
  const lineOf = (id: string): DrawnFlow | undefined => moving.get(id) ?? fixed.get(id);
  const named = renaming === null ? undefined : flows.get(renaming);
  const place = named === undefined ? undefined : lineOf(named.id);
  return (
    <ViewportPortal>
      <FlowGroup flows={flows} drawn={fixed} marks={marks} selected={selected} />
      {moving.size === 0 ? null : <FlowGroup flows={flows} drawn={moving} marks={marks} selected={selected} />}
      {[...marks].map(([id, mark]) => {
        const line = mark.count === 0 || !flows.has(id) ? undefined : lineOf(id);
        if (line === undefined) return null;
        const { x, y } = halfWay(line);
        return (
          <span key={id} className="mk-flow-counter" style={{ left: x, top: y }} title={markWords(mark)}>
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
