import type { ElementKind } from "../kinds.ts";
import { KEEPING } from "./reaches.ts";
import { isKind, no, reached, yes, type Show } from "./show.ts";
import { wayOf } from "./spread.ts";

const STORES = new Set<ElementKind>(["dataset", "rag_store", "store", "logs", "model_artifact", "model_registry"]);

/** Input of people and systems that nobody has checked. */
export const publicInput: Show = (seen) => {
  if (seen.scene.side(seen.element) === "public" && isKind(seen, "actor")) return null;
  const way = reached(seen, "input", "Input comes from");
  if (way !== null) return way;
  return seen.links.into.length === 0 ? null : no("No path leads here from an untrusted sender", [seen.element.id]);
};

/** Reachable without anything in between. */
export const internetExposed: Show = (seen) => {
  const zone = seen.scene.zoneOf(seen.element);
  if (zone?.trust === 0) return yes(`Lies in ${zone.name} (untrusted)`, [seen.element.id, zone.id]);
  const link = seen.links.into.find(({ peer }) => seen.scene.side(peer) === "public");
  if (link !== undefined) {
    return yes(`${link.peer.name} reaches it directly`, [link.peer.id, link.flow.id, seen.element.id]);
  }
  if (zone === undefined) return null;
  const isClosed = zone.trust >= 3 || seen.links.into.length > 0;
  return isClosed ? no(`Lies in ${zone.name}, and nothing untrusted leads here directly`, [zone.id]) : null;
};

/** Connections that it opens to the outside. */
export const internetEgress: Show = (seen) => {
  const link = seen.links.outOf.find(
    ({ peer }) => peer.kind === "third_party_model" || (peer.kind !== "actor" && seen.scene.zoneOf(peer)?.trust === 0),
  );
  if (link === undefined) return null;
  return yes(`Connects to ${link.peer.name}`, [seen.element.id, link.flow.id, link.peer.id]);
};

/** What leaves the organization. */
export const sharedExternally: Show = (seen) => {
  const link = seen.links.outOf.find(
    ({ peer }) => peer.kind === "third_party_model" || (peer.kind !== "actor" && seen.scene.side(peer) === "public"),
  );
  return link === undefined ? null : yes(`Goes to ${link.peer.name}`, [seen.element.id, link.flow.id, link.peer.id]);
};

/** What operation gives back to training. */
export const feedback: Show = (seen) => {
  const from = seen.reaches.fromOperation.get(seen.element.id);
  if (isKind(seen, "training_pipeline")) {
    if (from !== undefined) return yes(`What ${from.sourceName} produces flows back into it`, wayOf(from));
    return seen.links.into.length > 0 ? no("No path leads back from operation", [seen.element.id]) : null;
  }
  const towards = seen.reaches.towardsTraining.get(seen.element.id);
  const isStart = isKind(seen, "inference_endpoint", "agent");
  if (towards === undefined || (from === undefined && !isStart)) return null;
  return yes(`A path leads from it back into training: ${towards.sourceName}`, wayOf(towards).reverse());
};

/** Several writers. */
export const sharedWriting: Show = (seen) => {
  if (!STORES.has(seen.element.kind)) return null;
  const writers = new Map(seen.links.into.map(({ peer, flow }) => [peer.id, { peer, flow }]));
  if (writers.size < 2) return null;
  const list = [...writers.values()];
  const names = list.map(({ peer }) => peer.name).sort();
  const shown = names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(" and ");
  return yes(`Written by ${shown}`, [...list.map(({ flow }) => flow.id), seen.element.id]);
};

/** Calls without a check. */
export const authentication: Show = (seen) => {
  const flows = seen.links.into.map(({ flow, peer }) => ({
    flow,
    peer,
    says: flow.answers["flow.authenticated_false"],
  }));
  const open = flows.find(({ says, peer }) => says === "yes" && seen.scene.side(peer) === "public");
  if (open !== undefined) {
    return yes(`${open.peer.name} calls it without being checked`, [open.peer.id, open.flow.id, seen.element.id]);
  }
  return flows.length > 0 && flows.every(({ says }) => says === "no")
    ? no("Every flow that leads here is checked", [seen.element.id])
    : null;
};

/** Tools that others run. */
export const foreignTools: Show = (seen) => {
  if (isKind(seen, "tool")) {
    const zone = seen.scene.zoneOf(seen.element);
    return zone !== undefined && zone.trust <= 1 ? yes(`Lies in ${zone.name}`, [seen.element.id, zone.id]) : null;
  }
  const link = seen.links.outOf.find(({ peer }) => peer.kind === "tool" && (seen.scene.zoneOf(peer)?.trust ?? 4) <= 1);
  return link === undefined ? null : yes(`${link.peer.name} is run elsewhere`, [link.flow.id, link.peer.id]);
};

/** Model files of others. */
export const foreignModel: Show = (seen) => {
  if (!isKind(seen, "model_artifact", "model_registry", "ci_cd")) return null;
  const link = seen.links.into.find(
    ({ peer }) => peer.kind === "third_party_model" || (peer.kind !== "actor" && seen.scene.side(peer) === "public"),
  );
  return link === undefined ? null : yes(`Comes from ${link.peer.name}`, [link.peer.id, link.flow.id, seen.element.id]);
};

/** A way around a guardrail. */
export const bypass: Show = (seen) => {
  if (!isKind(seen, "guardrail")) return null;
  for (const { peer } of seen.links.outOf) {
    if (!["inference_endpoint", "agent", "third_party_model", "prompt"].includes(peer.kind)) continue;
    const around = seen.scene
      .linksOf(peer.id)
      .into.find(({ peer: other }) => ["actor", "process"].includes(other.kind) && other.id !== seen.element.id);
    if (around !== undefined) {
      return yes(`${around.peer.name} reaches ${peer.name} past it`, [around.peer.id, around.flow.id, peer.id]);
    }
  }
  return null;
};

/** Content that outsiders write and a store, tool or pipeline brings here. */
export const untrustedContent: Show = (seen) => {
  const { scene, element, links, reaches } = seen;
  if (isKind(seen, "actor", "human_reviewer")) return null;
  const own = reached(seen, KEEPING.has(element.kind) ? "content" : "kept", "Content comes from");
  if (own !== null) return own;
  for (const { peer, flow } of links.outOf) {
    if (peer.kind !== "tool" && peer.kind !== "rag_store") continue;
    const way = reaches.content.get(peer.id);
    if (way !== undefined)
      return yes(`${peer.name} brings content of ${way.sourceName}`, [...wayOf(way), flow.id, element.id]);
    if (scene.side(peer) === "public")
      return yes(`Content comes back from ${peer.name}`, [peer.id, flow.id, element.id]);
  }
  return null;
};

/** Files of outsiders. */
export const parsing: Show = (seen) =>
  isKind(seen, "feature_pipeline", "rag_store", "ci_cd", "process")
    ? reached(seen, "content", "Files come from")
    : null;
