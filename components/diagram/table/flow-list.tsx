import { Button } from "@mantine/core";
import { memo, useState } from "react";
import { connect, reconnect, removeAll } from "@/lib/graph/edit/add-element.ts";
import type { Diagram } from "@/lib/graph/diagram.ts";
import type { Flow } from "@/lib/graph/schema.ts";
import { crossingOf } from "@/lib/graph/zones.ts";
import { ChoiceCell, RemoveCell, TextCell } from "./cells.tsx";
import { DetailRow } from "./detail-row.tsx";
import { RowList } from "./row-list.tsx";
import { elementOptions, hasWords, type TableContext } from "./table-types.ts";

/** What a flow crosses, in words. */
export function crossingWords(diagram: Diagram, flow: Flow): string {
  const crossing = crossingOf(diagram, flow);
  if (crossing === null) return "Nothing";
  const left = crossing.left.map(({ name }) => name).join(", ");
  const entered = crossing.entered.map(({ name }) => name).join(", ");
  const parts = [left === "" ? "" : `leaves ${left}`, entered === "" ? "" : `enters ${entered}`];
  const words = parts.filter((part) => part !== "").join("; ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface FlowRowProps {
  flow: Flow;
  from: string;
  to: string;
  context: TableContext;
}

const FlowRow = memo(function FlowRow({ flow, from, to, context }: FlowRowProps) {
  const { diagram, edit, readOnly } = context;
  const [open, setOpen] = useState(false);
  const { id } = flow;
  const what = `the flow from ${from} to ${to}`;
  return (
    <>
      <tr>
        <td>
          <ChoiceCell
            label={`Start of ${what}`}
            value={flow.sourceId}
            options={() => elementOptions(diagram)}
            readOnly={readOnly}
            onCommit={(sourceId) => edit.propose(reconnect(flow, { sourceId }), `Moved the start of ${what}`)}
          />
        </td>
        <td>
          <ChoiceCell
            label={`End of ${what}`}
            value={flow.targetId}
            options={() => elementOptions(diagram)}
            readOnly={readOnly}
            onCommit={(targetId) => edit.propose(reconnect(flow, { targetId }), `Moved the end of ${what}`)}
          />
        </td>
        <td>
          <TextCell
            label={`What flows, ${what}`}
            value={flow.name}
            readOnly={readOnly}
            onCommit={(name) => edit.propose([{ do: "set", part: "flow", id, set: { name } }], `Named ${what}`)}
          />
        </td>
        <td>
          <input
            type="checkbox"
            aria-label={`Both ways, ${what}`}
            checked={flow.bidirectional}
            disabled={readOnly}
            onChange={(event) => {
              const bidirectional = event.currentTarget.checked;
              edit.propose(
                [{ do: "set", part: "flow", id, set: { bidirectional } }],
                `Changed the direction of ${what}`,
              );
            }}
          />
        </td>
        <td>{crossingWords(diagram, flow)}</td>
        <td>
          <Button
            variant="subtle"
            size="compact-xs"
            aria-expanded={open}
            aria-label={`Details of ${what}`}
            onClick={() => setOpen(!open)}
          >
            {open ? "Close" : "Details"}
          </Button>
        </td>
        <td>
          <RemoveCell
            what={what}
            readOnly={readOnly}
            onRemove={() => edit.propose(removeAll(diagram, [id]), `Removed ${what}`)}
          />
        </td>
      </tr>
      {open ? <DetailRow part="flow" value={flow} columns={7} context={context} /> : null}
    </>
  );
});

function AddFlow({ context: { diagram, edit, newId } }: { context: TableContext }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const choose = { value: "", label: "Choose" };
  const options = (): { value: string; label: string }[] => [choose, ...elementOptions(diagram)];
  const add = (): void => {
    edit.propose(connect(diagram, [from], to, newId), "Added a flow");
    setTo("");
  };
  return (
    <div className="mk-list-add">
      <ChoiceCell label="From, for a new flow" value={from} options={options} readOnly={false} onCommit={setFrom} />
      <span aria-hidden>to</span>
      <ChoiceCell label="To, for a new flow" value={to} options={options} readOnly={false} onCommit={setTo} />
      <Button variant="default" size="xs" disabled={from === "" || to === "" || from === to} onClick={add}>
        Add flow
      </Button>
    </div>
  );
}

const columns = ["From", "To", "What flows", "Both ways", "Crosses", "More"];

/** All flows, each with its ends, words and direction to change, and what it crosses. */
export function FlowList({ context }: { context: TableContext }) {
  const { diagram, readOnly, query } = context;
  const nameOf = (id: string): string => diagram.element.get(id)?.name ?? "";
  const all = [...diagram.flow.values()];
  const shown = all
    .map((flow) => ({ flow, from: nameOf(flow.sourceId), to: nameOf(flow.targetId) }))
    .filter(({ flow, from, to }) => hasWords(query, flow.name, from, to))
    .toSorted((a, b) => a.from.localeCompare(b.from, "en") || a.to.localeCompare(b.to, "en"));
  return (
    <RowList
      title="Flows"
      columns={columns}
      total={all.length}
      empty="No flows yet."
      action={readOnly || diagram.element.size < 2 ? null : <AddFlow context={context} />}
      rows={shown.map(({ flow, from, to }) => ({
        id: flow.id,
        row: <FlowRow key={flow.id} flow={flow} from={from} to={to} context={context} />,
      }))}
    />
  );
}
