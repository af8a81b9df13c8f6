import { Button, Tabs } from "@mantine/core";
import Link from "next/link";
import { memo, useMemo, useState } from "react";
import type { EditHistory } from "@/components/diagram/editor-types.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import type { Diagram } from "@/lib/graph/diagram.ts";
import { elementKinds } from "@/lib/graph/kinds.ts";
import type { Suggestion } from "@/lib/graph/engine/suggestion.ts";
import { threatStates } from "@/lib/threats/rules.ts";
import type { BoundFactDto, RoomThreat } from "@/lib/threats/schema.ts";
import { DetailsTab } from "./details-tab.tsx";
import { QuestionCard } from "./question-card.tsx";
import { CoverageTable } from "./coverage-table.tsx";
import { causesOf, decidedBy, undecided } from "./room-threats.ts";
import { SuggestionCard, type Decide } from "./suggestion-card.tsx";
import type { Suggestions } from "./use-suggestions.ts";

export type PanelData = {
  diagram: Diagram;
  bound: Readonly<Record<string, BoundFactDto>>;
  suggestions: Suggestions | null;
  threats: readonly RoomThreat[];
};

interface RoomPanelProps {
  data: PanelData;
  /** What is selected; null shows the whole diagram. */
  id: string | null;
  onSelect: (id: string) => void;
  edit: EditHistory;
  readOnly: boolean;
  decide: Decide | null;
  onBind: ((elementId: string) => void) | null;
  /** Adds what the inventory knows and the diagram lacks; null when there is nothing to ask about. */
  draw: (() => void) | null;
}

const SHOWN = 40;

function titleOf(diagram: Diagram, id: string): { name: string; kind: string } | null {
  const element = diagram.element.get(id);
  if (element !== undefined) return { name: element.name, kind: elementKinds[element.kind].label };
  const flow = diagram.flow.get(id);
  if (flow !== undefined) {
    const ends = [flow.sourceId, flow.targetId].map((end) => diagram.element.get(end)?.name ?? "something");
    return { name: flow.name === "" ? "Flow" : flow.name, kind: `Flow from ${ends.join(" to ")}` };
  }
  const zone = diagram.zone.get(id);
  return zone === undefined ? null : { name: zone.name, kind: `Zone, trust ${zone.trust} of 4` };
}

interface ThreatsProps {
  threats: readonly RoomThreat[];
  /** Why some of them no longer have a cause, by id. */
  gone: ReadonlyMap<string, string>;
  /** Names what a threat is about, where that is not said already. */
  nameOf?: (id: string) => string;
}

function Threats({ threats, gone, nameOf }: ThreatsProps) {
  if (threats.length === 0) return <p className="mk-3 mk-panel-empty">Nobody added a threat here yet.</p>;
  return (
    <ul className="mk-panel-threats">
      {threats.map((threat) => (
        <li key={threat.id}>
          <SeverityMark level={threat.severity} />
          <Link href={`/threats/${threat.id}`}>{threat.title}</Link>
          <span className="mk-3">
            {nameOf === undefined || threat.targetId === null ? "" : `${nameOf(threat.targetId)}: `}
            {threatStates[threat.state]}
            {threat.owner === null ? "" : `, ${threat.owner}`}
          </span>
          {gone.has(threat.id) ? (
            <span className="mk-cause-gone">
              <b>Cause gone.</b> {gone.get(threat.id)}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function BoundTo({ fact }: { fact: BoundFactDto | undefined }) {
  if (fact === undefined) return null;
  const { node } = fact;
  return (
    <p className="mk-panel-bound">
      {node.name} · {node.sensitivity} · {node.owner === null ? "no owner" : node.owner.name}{" "}
      {node.state === "archived" || node.state === "retired" ? <Badge tone="amber">{node.state}</Badge> : null}
    </p>
  );
}

function waitingWords(open: readonly Suggestion[]): string {
  const fires = open.filter(({ status }) => status === "fires").length;
  const confirm = open.length - fires;
  const more = confirm === 0 ? "" : ` ${confirm.toLocaleString("en-GB")} more depend on answers.`;
  return `${fires.toLocaleString("en-GB")} threats apply and wait for a decision.${more} Select one to decide.`;
}

type WholeProps = Pick<RoomPanelProps, "data" | "onSelect" | "draw">;

function Worst({ data, onSelect, open }: WholeProps & { open: readonly Suggestion[] }) {
  return (
    <>
      <ul className="mk-panel-threats">
        {open.slice(0, SHOWN).map((suggestion) => (
          <li key={suggestion.key}>
            <SeverityMark level={suggestion.severity} />
            <button type="button" className="mk-panel-link" onClick={() => onSelect(suggestion.targetId)}>
              {data.suggestions?.threat(suggestion.threatId)?.title ?? suggestion.threatId}
            </button>
            <span className="mk-3">
              {titleOf(data.diagram, suggestion.targetId)?.name}
              {suggestion.status === "to_confirm" ? ", to confirm" : ""}
            </span>
          </li>
        ))}
      </ul>
      {open.length > SHOWN ? <p className="mk-3 mk-panel-empty">And {open.length - SHOWN} more.</p> : null}
    </>
  );
}

function CausesGone({ threats, gone, nameOf }: Required<ThreatsProps>) {
  const lost = threats.filter(({ id }) => gone.has(id));
  if (lost.length === 0)
    return <p className="mk-3 mk-panel-empty">Every threat that was taken on still has its cause.</p>;
  return <Threats threats={lost} gone={gone} nameOf={nameOf} />;
}

/** The whole diagram when nothing is selected: the worst first, what was looked at, what lost its cause. */
function Whole({ data, onSelect, draw }: WholeProps) {
  const [tab, setTab] = useState<string | null>("worst");
  const { suggestions } = data;
  const decided = useMemo(() => decidedBy(data.threats), [data.threats]);
  const open = useMemo(() => undecided(suggestions?.all ?? [], decided), [suggestions, decided]);
  const gone = useMemo(() => causesOf(suggestions, data.threats), [suggestions, data.threats]);
  const nameOf = (id: string): string => titleOf(data.diagram, id)?.name ?? "something";
  return (
    <>
      <header className="mk-panel-head">
        <h2>What could go wrong</h2>
        <p className="mk-3">
          {suggestions === null
            ? "Looking through the library."
            : open.length === 0
              ? "Every suggestion is decided. Select something to see its threats."
              : waitingWords(open)}
        </p>
      </header>
      {draw === null ? null : (
        <p className="mk-panel-actions">
          <Button size="compact-xs" variant="default" onClick={draw}>
            Add what the inventory knows
          </Button>
        </p>
      )}
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="worst">Worst first</Tabs.Tab>
          <Tabs.Tab value="coverage">Coverage</Tabs.Tab>
          <Tabs.Tab value="gone">Cause gone{gone.size === 0 ? "" : ` ${gone.size}`}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="worst">
          <Worst data={data} onSelect={onSelect} draw={draw} open={open} />
        </Tabs.Panel>
        <Tabs.Panel value="coverage">
          <CoverageTable
            rows={suggestions?.coverage([...decided.keys()].map((key) => ({ key }))) ?? []}
            nameOf={nameOf}
            onSelect={onSelect}
          />
        </Tabs.Panel>
        <Tabs.Panel value="gone">
          <CausesGone threats={data.threats} gone={gone} nameOf={nameOf} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function SuggestionsTab({
  id,
  data,
  edit,
  decide,
  open,
}: Omit<RoomPanelProps, "id" | "onSelect" | "readOnly" | "onBind" | "draw"> & {
  id: string;
  open: readonly Suggestion[];
}) {
  const { suggestions } = data;
  if (suggestions === null) return <p className="mk-3 mk-panel-empty">Looking through the library.</p>;
  const question = decide === null ? undefined : suggestions.questionsOf(id)[0];
  return (
    <>
      {question === undefined ? null : (
        <QuestionCard
          question={question}
          onAnswer={({ askOf, predicate }, answer) => {
            const part = data.diagram.element.has(askOf) ? "element" : "flow";
            edit.propose(
              [{ do: "set", part, id: askOf, set: { answers: { [predicate]: answer } } }],
              "Answered a question",
            );
          }}
        />
      )}
      {open.length === 0 ? (
        <p className="mk-3 mk-panel-empty">Nothing is left to decide here.</p>
      ) : (
        <ul className="mk-suggestions">
          {open.map((suggestion) => (
            <SuggestionCard
              key={suggestion.key}
              suggestion={suggestion}
              threat={suggestions.threat(suggestion.threatId)}
              decide={decide}
            />
          ))}
        </ul>
      )}
    </>
  );
}

/** What is known about what is selected: suggestions with their reasons, threats, details. */
export const RoomPanel = memo(function RoomPanel({
  data,
  id,
  onSelect,
  edit,
  readOnly,
  decide,
  onBind,
  draw,
}: RoomPanelProps) {
  const [tab, setTab] = useState<string | null>("suggestions");
  const title = id === null ? null : titleOf(data.diagram, id);
  if (id === null || title === null) {
    return (
      <aside className="mk-room-panel" aria-label="What could go wrong">
        <Whole data={data} onSelect={onSelect} draw={draw} />
      </aside>
    );
  }
  const order = new Map((data.suggestions?.all ?? []).map(({ key }, index) => [key, index]));
  const open = undecided(data.suggestions?.of(id) ?? [], decidedBy(data.threats)).toSorted(
    (a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0),
  );
  const threats = data.threats.filter(({ targetId }) => targetId === id);
  const isZone = data.diagram.zone.has(id);
  const shown = isZone ? "details" : tab;
  return (
    <aside className="mk-room-panel" aria-label={`About ${title.name}`}>
      <header className="mk-panel-head">
        <h2>{title.name}</h2>
        <p className="mk-3">{title.kind}</p>
        <BoundTo fact={data.bound[id]} />
        {onBind === null || !data.diagram.element.has(id) ? null : (
          <Button size="compact-xs" variant="default" mt={6} onClick={() => onBind(id)}>
            {data.bound[id] === undefined ? "Bind to the inventory" : "Bind to something else"}
          </Button>
        )}
      </header>
      <Tabs value={shown} onChange={setTab} keepMounted={false}>
        <Tabs.List>
          {isZone ? null : <Tabs.Tab value="suggestions">Suggestions {open.length}</Tabs.Tab>}
          {isZone ? null : <Tabs.Tab value="threats">Threats {threats.length}</Tabs.Tab>}
          <Tabs.Tab value="details">Details</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="suggestions">
          <SuggestionsTab id={id} data={data} edit={edit} decide={decide} open={open} />
        </Tabs.Panel>
        <Tabs.Panel value="threats">
          <Threats threats={threats} gone={causesOf(data.suggestions, threats)} />
        </Tabs.Panel>
        <Tabs.Panel value="details">
          <DetailsTab diagram={data.diagram} id={id} edit={edit} readOnly={readOnly} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
});
