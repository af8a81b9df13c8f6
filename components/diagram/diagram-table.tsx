import "./table/table.css";
import { Button, TextInput } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconSearch } from "@tabler/icons-react";
import { memo, useDeferredValue, useMemo, useState } from "react";
import type { Diagram } from "@/lib/graph/diagram.ts";
import type { EditHistory, EditorFacts } from "./editor-types.ts";
import { AssumptionList } from "./table/assumption-list.tsx";
import { ElementList } from "./table/element-list.tsx";
import { FlowList } from "./table/flow-list.tsx";
import type { Question, TableContext } from "./table/table-types.ts";
import { ZoneList } from "./table/zone-list.tsx";

export interface DiagramTableProps {
  diagram: Diagram;
  /** From `useEditHistory`; the drawing shares it. */
  edit: EditHistory;
  newId: () => string;
  readOnly: boolean;
  facts: EditorFacts;
  questions: readonly Question[];
  /** Opens the owner's choice of an inventory record; null when nothing can be bound. */
  onBind: ((elementId: string) => void) | null;
}

/** A diagram as lists that can be read and changed without seeing the drawing: elements, flows, zones and assumptions. */
export const DiagramTable = memo(function DiagramTable(props: DiagramTableProps) {
  const { diagram, edit, newId, readOnly, facts, questions, onBind } = props;
  const [words, setWords] = useState("");
  const [said, setSaid] = useState("");
  const query = useDeferredValue(words);
  const context = useMemo<TableContext>(() => {
    const spoken: EditHistory = {
      ...edit,
      propose: (operations, label) => {
        const outcome = edit.propose(operations, label);
        setSaid(outcome.refused[0]?.refusal.message ?? `${label}.`);
        return outcome;
      },
    };
    return { diagram, edit: spoken, newId, readOnly, facts, questions, onBind, query };
  }, [diagram, edit, newId, readOnly, facts, questions, onBind, query]);
  return (
    <div className="mk-tables">
      <div className="mk-tables-bar">
        <TextInput
          aria-label="Search the lists"
          placeholder="Search the lists"
          leftSection={<IconSearch aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {readOnly ? null : (
          <>
            <Button
              variant="default"
              leftSection={<IconArrowBackUp aria-hidden />}
              disabled={edit.undoLabel === null}
              onClick={edit.undo}
            >
              Undo
            </Button>
            <Button
              variant="default"
              leftSection={<IconArrowForwardUp aria-hidden />}
              disabled={edit.redoLabel === null}
              onClick={edit.redo}
            >
              Redo
            </Button>
          </>
        )}
      </div>
      <ElementList context={context} />
      <FlowList context={context} />
      <ZoneList context={context} />
      <AssumptionList context={context} />
      <p className="mk-visually-hidden" aria-live="polite">
        {said}
      </p>
    </div>
  );
});
