import { describe, expect, it } from "vitest";
import { mayRelate, nodeTypes, relationNames, structuralRelations } from "../../inventory/assets/rules.ts";
import { LifecycleStage, ModelKind, Sensitivity } from "../../inventory/schema.ts";
import { lifecycleStages, modelKinds, sensitivities } from "./draft.ts";
import { maySupply, supplyKinds, supplyRelationNames } from "./relations.ts";

describe("the draft's words are the inventory's", () => {
  it("has the same kinds, stages and sensitivities", () => {
    expect(supplyKinds).toEqual(nodeTypes);
    expect(modelKinds).toEqual(ModelKind.options);
    expect(sensitivities).toEqual(Sensitivity.options);
    expect(lifecycleStages).toEqual(LifecycleStage.options);
  });

  it("allows the same links, those of versions aside", () => {
    expect(supplyRelationNames).toEqual(relationNames.filter((name) => !structuralRelations.has(name)));
    for (const relation of supplyRelationNames)
      for (const owner of nodeTypes)
        for (const target of nodeTypes)
          expect([relation, owner, target, maySupply(relation, owner, target)]).toEqual([
            relation,
            owner,
            target,
            mayRelate(relation, owner, target),
          ]);
  });
});
