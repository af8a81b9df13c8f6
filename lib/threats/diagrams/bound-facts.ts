import type { Diagram } from "../../graph/diagram.ts";
import { evidenceFacts } from "../../evidence/queries/gate-facts.ts";
import { nodeFacts, type NodeFacts } from "../../inventory/queries/node-facts.ts";
import { nodesOf } from "../../inventory/queries/nodes-of.ts";
import type { Reader } from "../../kernel/query.ts";
import type { BoundFactDto } from "../schema.ts";
import { knownFrom } from "./known-of-node.ts";
import { settled, type Known } from "./known.ts";

type Node = BoundFactDto["node"];

function sensitivityRule({ sensitivity }: Node): Known {
  const sensitive = sensitivity === "confidential" || sensitivity === "restricted";
  return ["node.sensitive", sensitive ? "yes" : "no", `Sensitivity in the inventory: ${sensitivity}`];
}

/** What the newest checks of the versions' signatures say, by version. */
async function signatureRules(db: Reader, orgId: string, versionIds: readonly string[]): Promise<Map<string, Known>> {
  const subjects = [...new Set(versionIds)].map((id) => ({ id, modelId: id }));
  if (subjects.length === 0) return new Map();
  const facts = await evidenceFacts.compute({ db, orgId, now: new Date(0), subjects });
  return new Map(
    [...facts].flatMap(([id, { "evidence.signature": signature }]): [string, Known][] =>
      signature === undefined
        ? []
        : [[id, ["node.signed_false", signature.ok ? "no" : "yes", `Evidence: ${signature.reason}`]]],
    ),
  );
}

/** What the inventory knows of the records that elements are bound to, by element. A constant number of statements. */
export async function boundFacts(
  db: Reader,
  orgId: string,
  content: Pick<Diagram, "element">,
): Promise<Record<string, BoundFactDto>> {
  const elements = [...content.element.values()];
  const bound = elements.flatMap(({ id, kind, bound: to }) => (to === null ? [] : [{ id, kind, to }]));
  if (bound.length === 0) return {};
  const references = bound.map(({ to }) => to);
  const nodes = await nodesOf(db, orgId, references);
  const facts = await nodeFacts(db, orgId, references);
  const files = ({ model, versionId }: NodeFacts): string[] =>
    versionId === null || (model?.artifacts.length ?? 0) === 0 ? [] : [versionId];
  const signatures = await signatureRules(db, orgId, [...facts.values()].flatMap(files));
  return Object.fromEntries(
    bound.flatMap(({ id, kind, to }) => {
      const [node, known] = [nodes.get(to.id), facts.get(to.id)];
      if (node === undefined) return [];
      const signature = signatures.get(known?.versionId ?? "");
      const said = known === undefined ? [] : knownFrom(known, kind);
      const all = [sensitivityRule(node), ...said, ...(signature === undefined ? [] : [signature])];
      return [[id, { node, known: settled(all) } satisfies BoundFactDto]];
    }),
  );
}
