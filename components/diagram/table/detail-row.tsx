import type { DiagramElement, Flow, Operation } from "@/lib/graph/schema.ts";
import { ChoiceCell, TextCell } from "./cells.tsx";
import type { TableContext } from "./table-types.ts";

const answers = [
  { value: "unknown", label: "Not known" },
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;

type Described = { part: "element"; value: DiagramElement } | { part: "flow"; value: Flow };
type Change = {
  description?: string;
  outOfScope?: string | null;
  answers?: Record<string, "yes" | "no" | "unknown">;
};

/** Everything else about an element or flow: words, the answers to questions, and whether it is looked at. */
export function DetailRow({ part, value, columns, context }: Described & { columns: number; context: TableContext }) {
  const { edit, readOnly, questions } = context;
  const scope = part === "element" ? "node." : "flow.";
  const what = value.name === "" ? "this flow" : value.name;
  const change = (set: Change, label: string): void => {
    const operation: Operation = { do: "set", part, id: value.id, set };
    edit.propose([operation], label);
  };
  const setTechnology = (text: string): void => {
    const operation: Operation =
      part === "element"
        ? { do: "set", part, id: value.id, set: { technology: text } }
        : { do: "set", part, id: value.id, set: { protocol: text } };
    edit.propose([operation], `Described ${what}`);
  };
  return (
    <tr className="mk-list-detail">
      <td colSpan={columns}>
        <div className="mk-list-fields">
          <span>
            Description
            <TextCell
              label={`Description of ${what}`}
              value={value.description}
              longest={2000}
              readOnly={readOnly}
              onCommit={(description) => change({ description }, `Described ${what}`)}
            />
          </span>
          <span>
            {part === "element" ? "Technology" : "Protocol"}
            <TextCell
              label={`${part === "element" ? "Technology" : "Protocol"} of ${what}`}
              value={part === "element" ? value.technology : value.protocol}
              readOnly={readOnly}
              onCommit={setTechnology}
            />
          </span>
          <span>
            Out of scope because
            <TextCell
              label={`Why ${what} is out of scope`}
              value={value.outOfScope ?? ""}
              longest={1000}
              readOnly={readOnly}
              onCommit={(reason) =>
                change({ outOfScope: reason === "" ? null : reason }, `Changed the scope of ${what}`)
              }
            />
          </span>
          {questions
            .filter(({ id }) => id.startsWith(scope))
            .map(({ id, label }) => (
              <span key={id}>
                {label}
                <ChoiceCell
                  label={`${what}: ${label}`}
                  value={value.answers[id] ?? "unknown"}
                  options={() => answers}
                  readOnly={readOnly}
                  onCommit={(next) => {
                    const answer = answers.find((one) => one.value === next)?.value;
                    if (answer !== undefined) change({ answers: { [id]: answer } }, `Answered about ${what}`);
                  }}
                />
              </span>
            ))}
        </div>
      </td>
    </tr>
  );
}
