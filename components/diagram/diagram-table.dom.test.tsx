import { act } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "@/components/ui/testing/render.tsx";
import { applyBatch } from "@/lib/graph/apply-batch.ts";
import { copyDiagram, emptyDiagram, type Diagram } from "@/lib/graph/diagram.ts";
import { makeElement, makeFlow, makeZone, testId } from "@/lib/graph/testing/make.ts";
import { useState } from "react";
import { DiagramTable } from "./diagram-table.tsx";
import type { Propose } from "./editor-types.ts";
import { useEditHistory } from "./use-edit-history.ts";

const [INNER, OUTER, MODEL, STORE, FLOW] = [1, 2, 3, 4, 5].map(testId) as [string, string, string, string, string];

function small(): Diagram {
  const diagram = emptyDiagram();
  applyBatch(diagram, [
    { do: "add", part: "zone", value: makeZone({ id: OUTER, name: "Network", trust: 2, width: 900, height: 600 }) },
    {
      do: "add",
      part: "zone",
      value: makeZone({ id: INNER, name: "Platform", parentId: OUTER, trust: 3, x: 400, y: 40 }),
    },
    { do: "add", part: "element", value: makeElement({ id: MODEL, name: "Model", zoneId: INNER, x: 20, y: 20 }) },
    {
      do: "add",
      part: "element",
      value: makeElement({ id: STORE, name: "Store", kind: "store", zoneId: OUTER, x: 20 }),
    },
    { do: "add", part: "flow", value: makeFlow({ id: FLOW, sourceId: STORE, targetId: MODEL, name: "rows" }) },
  ]);
  return diagram;
}

let next = 1000;
const newId = (): string => testId((next += 1));

let latest: Diagram = emptyDiagram();
const facts = { marks: new Map(), bound: new Map() };
const questions = [{ id: "node.llm", label: "Is a language model" }];

function Room({ start, onBind }: { start: Diagram; onBind: ((id: string) => void) | null }) {
  const [diagram, setDiagram] = useState(start);
  const propose: Propose = (operations) => {
    const next = copyDiagram(latest);
    const outcome = applyBatch(next, operations);
    latest = next;
    setDiagram(next);
    return outcome;
  };
  const edit = useEditHistory(propose);
  return (
    <DiagramTable
      diagram={diagram}
      edit={edit}
      newId={newId}
      readOnly={false}
      facts={facts}
      questions={questions}
      onBind={onBind}
    />
  );
}

async function open(onBind: ((id: string) => void) | null = null): Promise<HTMLElement> {
  latest = small();
  return render(<Room start={latest} onBind={onBind} />);
}

const labelled = <T extends HTMLElement>(container: HTMLElement, label: string): T => {
  const found = container.querySelector<T>(`[aria-label="${label}"]`);
  if (found === null) throw new Error(`nothing is labelled ${label}`);
  return found;
};

async function write(field: HTMLInputElement, text: string): Promise<void> {
  await act(async () => {
    field.focus();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.blur();
  });
}

async function choose(select: HTMLSelectElement, value: string): Promise<void> {
  await act(async () => select.focus());
  await act(async () => {
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

const button = (container: HTMLElement, text: string): HTMLButtonElement | undefined =>
  [...container.querySelectorAll("button")].find((one) => one.textContent === text);

describe("the table of a diagram", () => {
  afterEach(unmountAll);

  it("names everything for a screen reader: lists with headings, every field with what it is about", async () => {
    const container = await open();
    const headings = [...container.querySelectorAll("h2")].map(({ textContent }) => textContent);
    expect(headings).toEqual(["Elements 2", "Flows 1", "Trust zones 2", "Assumptions 0"]);
    for (const field of container.querySelectorAll("input, select, button")) {
      const name = field.getAttribute("aria-label") ?? field.textContent ?? "";
      expect(name.trim(), field.outerHTML).not.toBe("");
    }
  });

  it("renames, changes kind and trust, and says so", async () => {
    const container = await open();
    await write(labelled(container, "Name of Model"), "Scorer");
    expect(latest.element.get(MODEL)?.name).toBe("Scorer");
    expect(container.querySelector("[aria-live]")?.textContent).toBe("Renamed to Scorer.");
    await choose(labelled(container, "Kind of Scorer"), "agent");
    expect(latest.element.get(MODEL)?.kind).toBe("agent");
    await choose(labelled(container, "Trust of Platform"), "4");
    expect(latest.zone.get(INNER)?.trust).toBe(4);
  });

  it("leaves an empty name as it was", async () => {
    const container = await open();
    await write(labelled(container, "Name of Model"), "  ");
    expect(latest.element.get(MODEL)?.name).toBe("Model");
    expect(labelled<HTMLInputElement>(container, "Name of Model").value).toBe("Model");
  });

  it("moves an element to another zone so that it lies in it, and says what a flow crosses", async () => {
    const container = await open();
    expect(container.textContent).toContain("Enters Platform");
    await choose(labelled(container, "Zone of Store"), INNER);
    expect(latest.element.get(STORE)).toMatchObject({ zoneId: INNER, x: 16, y: 16 });
    expect(container.textContent).toContain("Nothing");
  });

  it("gives a flow other ends and keeps everything else of it", async () => {
    const container = await open();
    await click(button(container, "Add element"));
    const added = [...latest.element.keys()].find((id) => id !== MODEL && id !== STORE)!;
    await choose(labelled(container, "End of the flow from Store to Model"), added);
    expect(latest.flow.get(FLOW)).toMatchObject({ sourceId: STORE, targetId: added, name: "rows" });
  });

  it("never offers a zone to lie in itself or in a zone inside of it", async () => {
    const container = await open();
    const select = labelled<HTMLSelectElement>(container, "Zone around Network");
    await act(async () => select.focus());
    expect([...select.options].map(({ textContent }) => textContent)).toEqual(["Outside every zone"]);
  });

  it("takes answers in the details, and takes everything back", async () => {
    const container = await open();
    await click(labelled(container, "Details of Model"));
    await choose(labelled(container, "Model: Is a language model"), "yes");
    expect(latest.element.get(MODEL)?.answers).toEqual({ "node.llm": "yes" });
    await click(labelled(container, "Remove Store"));
    expect([latest.element.has(STORE), latest.flow.has(FLOW)]).toEqual([false, false]);
    await click(button(container, "Undo"));
    expect([latest.element.has(STORE), latest.flow.has(FLOW)]).toEqual([true, true]);
    await click(button(container, "Undo"));
    expect(latest.element.get(MODEL)?.answers).toEqual({});
    await click(button(container, "Redo"));
    expect(latest.element.get(MODEL)?.answers).toEqual({ "node.llm": "yes" });
  });

  it("asks the owner for an inventory record", async () => {
    const onBind = vi.fn();
    const container = await open(onBind);
    await click(labelled(container, "Bind Model"));
    expect(onBind).toHaveBeenCalledWith(MODEL);
  });
});
