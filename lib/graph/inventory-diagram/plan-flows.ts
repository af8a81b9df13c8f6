import type { Chosen } from "./choose-elements.ts";
import type { Inventory, InventoryLink, Planned } from "./inventory.ts";

export type PlannedFlow = { key: string; from: string; to: string; name: string; bidirectional: boolean };

const ASKS = "requests and answers";

/** Grows the elements that come with links (training jobs, evaluations, users) and the flows. */
class FlowPlan {
  readonly flows = new Map<string, PlannedFlow>();
  readonly #planned: Map<string, Planned>;

  constructor(planned: Map<string, Planned>) {
    this.#planned = planned;
  }

  kind(key: string): Planned["kind"] | undefined {
    return this.#planned.get(key)?.kind;
  }

  ensure(key: string, kind: Planned["kind"], name: string): string {
    if (!this.#planned.has(key)) this.#planned.set(key, { key, kind, name: name.slice(0, 200), node: null });
    return key;
  }

  /** One way; a second flow between the same two is not drawn. */
  send(from: string, to: string, name: string): void {
    this.#add({ from, to, name, bidirectional: false });
  }

  /** `from` asks, `to` answers. */
  ask(from: string, to: string, name = ASKS): void {
    this.#add({ from, to, name, bidirectional: true });
  }

  #add(flow: Omit<PlannedFlow, "key">): void {
    const key = `inventory:flow:${flow.from}:${flow.to}`;
    const back = this.flows.get(`inventory:flow:${flow.to}:${flow.from}`);
    if (flow.from === flow.to || this.flows.has(key) || back?.bidirectional === true) return;
    this.flows.set(key, { key, ...flow });
  }

  training(model: string): string {
    const id = model.replace("record:", "");
    const key = this.ensure(`inventory:training:${id}`, "training_pipeline", `Training of ${this.#name(model)}`);
    this.send(key, model, "weights");
    return key;
  }

  evaluation(model: string): string {
    const id = model.replace("record:", "");
    const key = this.ensure(`inventory:evaluation:${id}`, "evaluation", `Evaluation of ${this.#name(model)}`);
    this.send(model, key, "model");
    return key;
  }

  #name(key: string): string {
    return this.#planned.get(key)?.name ?? "";
  }
}

/** A link between what stands in the drawing for its ends. */
type Drawn = { relation: string; up: string; down: string };

/** How somebody who uses something exchanges data with it. */
function exchange(plan: FlowPlan, user: string, used: string): void {
  const kind = plan.kind(used);
  if (kind === "rag_store") plan.ask(user, used, "queries and passages");
  else if (kind === "tool") plan.ask(user, used, "calls and results");
  else if (kind === "third_party_model") plan.ask(user, used, "prompts and answers");
  else if (kind === "prompt") plan.send(used, user, "instructions");
  else if (kind === "dataset") plan.send(used, user, "data");
  else if (kind === "model_artifact") plan.send(used, user, "weights");
  else plan.ask(user, used);
}

/** Something that is made of data and other models is made by a training job; other things take over what they derive from. */
function derive(plan: FlowPlan, { up, down }: Drawn): void {
  const name = plan.kind(up) === "dataset" ? "data" : "base model";
  if (plan.kind(down) === "model_artifact") plan.send(up, plan.training(down), name);
  else plan.send(up, down, plan.kind(up) === "dataset" ? "derived data" : "parts");
}

/** Links by their relation and one of their ends. */
class LinkIndex {
  readonly #ends = new Map<string, string[]>();

  constructor(links: readonly Drawn[]) {
    for (const { relation, up, down } of links) {
      this.#put(`${relation} from ${up}`, down);
      this.#put(`${relation} to ${down}`, up);
    }
  }

  #put(key: string, end: string): void {
    const known = this.#ends.get(key);
    if (known === undefined) this.#ends.set(key, [end]);
    else known.push(end);
  }

  /** What lies downstream of `up` by this relation. */
  downOf(relation: string, up: string): readonly string[] {
    return this.#ends.get(`${relation} from ${up}`) ?? [];
  }

  /** What lies upstream of `down` by this relation. */
  upOf(relation: string, down: string): readonly string[] {
    return this.#ends.get(`${relation} to ${down}`) ?? [];
  }
}

/** Who acts for a thing: a model does nothing by itself, what runs it or is made of it does. */
function actorsFor(index: LinkIndex, plan: FlowPlan, key: string): readonly string[] {
  if (plan.kind(key) !== "model_artifact") return [key];
  const runners = index.downOf("runs", key);
  const systems = index.downOf("made_of", key);
  return runners.length > 0 ? runners : systems.length > 0 ? systems : [key];
}

/** Whether a system reaches a model through a deployment that runs it and serves the system. */
function isServed(index: LinkIndex, { up, down }: Drawn): boolean {
  const runners = new Set(index.downOf("runs", up));
  return index.upOf("serves", down).some((deployment) => runners.has(deployment));
}

function supply(plan: FlowPlan, { up, down }: Drawn): void {
  const kind = plan.kind(down);
  if (kind === "third_party_model") return;
  plan.send(up, down, kind === "dataset" ? "data" : "deliveries");
}

function drawLink(plan: FlowPlan, index: LinkIndex, link: Drawn): void {
  const { relation, up, down } = link;
  if (relation === "trained_on") plan.send(up, plan.training(down), "training data");
  else if (relation === "evaluated_on") plan.send(up, plan.evaluation(down), "evaluation data");
  else if (relation === "derived_from") derive(plan, link);
  else if (relation === "supplied_by") supply(plan, link);
  else if (relation === "serves") plan.ask(down, up);
  else if (relation === "runs" || relation === "made_of" || relation === "depends_on") {
    if (relation === "made_of" && isServed(index, link)) return;
    for (const actor of actorsFor(index, plan, down)) exchange(plan, actor, up);
  }
}

const audiences = {
  public: { key: "inventory:users:public", name: "Public users" },
  partner: { key: "inventory:users:partner", name: "Partners" },
  internal: { key: "inventory:users:internal", name: "Staff" },
} as const;

/** Those who use what nobody else in the drawing stands in front of. */
function drawUsers(plan: FlowPlan, planned: readonly Planned[], index: LinkIndex): void {
  const byKey = new Map(planned.map((each) => [each.key, each]));
  const greet = (deployment: Planned | undefined, front: string): void => {
    const exposure = deployment?.node?.facts?.exposure ?? "internal";
    const audience = audiences[exposure === "public" || exposure === "partner" ? exposure : "internal"];
    plan.ask(plan.ensure(audience.key, "actor", audience.name), front);
  };
  for (const each of planned) {
    if (each.node?.type === "system") {
      const deployments = index.upOf("serves", each.key);
      const isPart = index.downOf("made_of", each.key).length > 0;
      if (deployments.length === 0 && !isPart) greet(undefined, each.key);
      for (const deployment of deployments) greet(byKey.get(deployment), each.key);
    } else if (each.node?.type === "deployment") {
      const isBehind = ["serves", "depends_on"].some((relation) => index.downOf(relation, each.key).length > 0);
      if (!isBehind) greet(each, each.key);
    }
  }
}

function drawnLinks(links: readonly InventoryLink[], { standsFor }: Chosen): Drawn[] {
  const drawn = links.flatMap(({ relation, up, down }) =>
    (standsFor.get(up) ?? []).flatMap((from) =>
      (standsFor.get(down) ?? []).flatMap((to) => (from === to ? [] : [{ relation, up: from, down: to }])),
    ),
  );
  const text = ({ relation, up, down }: Drawn): string => `${up} ${down} ${relation}`;
  return [...new Map(drawn.map((link) => [text(link), link]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, link]) => link);
}

/**
 * The flows of a drawing, from the links between what is drawn. Adds to `chosen.planned` what comes with them: training jobs,
 * evaluations and the people who use it. Data flows in the direction of the arrow; `bidirectional` is a question with its answer.
 */
export function planFlows({ links }: Inventory, chosen: Chosen): PlannedFlow[] {
  const plan = new FlowPlan(chosen.planned);
  const records = [...chosen.planned.values()];
  const drawn = drawnLinks(links, chosen);
  const index = new LinkIndex(drawn);
  for (const link of drawn) drawLink(plan, index, link);
  drawUsers(plan, records, index);
  return [...plan.flows.values()];
}
