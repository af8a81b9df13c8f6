import { describe, expect, it } from "vitest";
import { moveFrom } from "./graph-moves.ts";

// data → v1 → model, v1 → api; data → v2
const nodes = [
  { id: "data", x: 0, y: 100 },
  { id: "v1", x: 200, y: 40 },
  { id: "v2", x: 200, y: 160 },
  { id: "model", x: 400, y: 20 },
  { id: "api", x: 400, y: 100 },
];
const edges = [
  { up: "data", down: "v1" },
  { up: "data", down: "v2" },
  { up: "v1", down: "model" },
  { up: "v1", down: "api" },
];
const from = (key: string, id: string) => moveFrom(key, id, { nodes, edges });

describe("arrow keys in the drawing", () => {
  it("follow the links with and against the flow, to the end that is nearest in height", () => {
    expect([from("ArrowRight", "data"), from("ArrowRight", "v1")]).toEqual(["v1", "model"]);
    expect([from("ArrowLeft", "api"), from("ArrowLeft", "v2")]).toEqual(["v1", "data"]);
  });

  it("go to the neighbour in the column", () => {
    expect([from("ArrowDown", "v1"), from("ArrowUp", "v2"), from("ArrowDown", "model")]).toEqual(["v2", "v1", "api"]);
  });

  it("stay where nothing lies, and leave other keys alone", () => {
    expect([from("ArrowLeft", "data"), from("ArrowUp", "model"), from("Enter", "v1"), from("ArrowUp", "none")]).toEqual(
      [undefined, undefined, undefined, undefined],
    );
  });
});
