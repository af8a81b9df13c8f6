import { trustLevels, type ElementKind, type TrustLevel } from "../kinds.ts";
import type { DiagramElement, Flow } from "../schema.ts";
import type { Shown } from "./decide-fact.ts";
import type { Scene } from "./scene.ts";

/** A flow with both ends, in the scene. */
export type SeenFlow = { scene: Scene; flow: Flow; source: DiagramElement; target: DiagramElement };

const SAFE = /^(?:https|tls|mtls|dtls|ssl|grpcs|wss|ssh|sftp|ftps|scp|amqps|mqtts|ldaps|ipsec|wireguard|quic|vpn)$/;
const OPEN = /^(?:http|ws|ftp|telnet|smtp|tftp|plaintext|plain|unencrypted)$/;
const CHECKED = /^(?:mtls|ssh|sftp|scp|oauth|oauth2|oidc|jwt|saml|kerberos|hmac|apikey|token|signed)$/;
const SIGNED = /^(?:signed|signature|jws|hmac|cosign|sigstore)$/;

function words(flow: Flow): string[] {
  return flow.protocol.toLowerCase().split(/[^a-z0-9]+/);
}

function place({ scene }: SeenFlow, element: DiagramElement): { name: string; trust: TrustLevel; id: string | null } {
  const zone = scene.zoneOf(element);
  if (zone === undefined) return { name: "outside of all zones", trust: 0, id: null };
  return { name: zone.name, trust: zone.trust, id: zone.id };
}

function crosses(seen: SeenFlow): Shown | null {
  if (!seen.scene.hasZones) return null;
  const crossing = seen.scene.crossing(seen.flow);
  const from = place(seen, seen.source);
  if (crossing === null)
    return { value: "no", words: `Both ends lie in the same place: ${from.name}`, about: [seen.flow.id] };
  const zones = [...crossing.left, ...crossing.entered].map(({ id }) => id);
  const into = place(seen, seen.target);
  return { value: "yes", words: `Crosses from ${from.name} into ${into.name}`, about: [seen.flow.id, ...zones] };
}

function trustChange(seen: SeenFlow, up: boolean): Shown | null {
  if (!seen.scene.hasZones) return null;
  const ends = [place(seen, seen.source), place(seen, seen.target)] as const;
  const isUp = ends[0].trust < ends[1].trust;
  const differs = ends[0].trust !== ends[1].trust;
  const about = [seen.flow.id, ...ends.flatMap(({ id }) => (id === null ? [] : [id]))];
  if (!differs || (!seen.flow.bidirectional && isUp !== up)) {
    return { value: "no", words: up ? "Leads to no more trusted place" : "Leads to no less trusted place", about };
  }
  const [from, to] = isUp === up ? ends : [ends[1], ends[0]];
  const trust = (level: TrustLevel) => trustLevels[level].toLowerCase();
  return {
    value: "yes",
    words: `Leads from ${from.name} (${trust(from.trust)}) to ${to.name} (${trust(to.trust)})`,
    about,
  };
}

function fromPublic(seen: SeenFlow): Shown | null {
  const senders = seen.flow.bidirectional ? [seen.source, seen.target] : [seen.source];
  const sides = senders.map((sender) => seen.scene.side(sender));
  const known = senders[sides.indexOf("public")];
  if (known !== undefined) {
    const { name, id } = place(seen, known);
    const where = id === null ? name : `in ${name} (untrusted)`;
    const about = [seen.flow.id, known.id, ...(id === null ? [] : [id])];
    return { value: "yes", words: `Sent by ${known.name}, ${where}`, about };
  }
  if (sides.includes("unclear")) return null;
  return { value: "no", words: `Sent by ${seen.source.name}, which is inside`, about: [seen.flow.id, seen.source.id] };
}

function publicNetwork(seen: SeenFlow): Shown | null {
  const ends = [seen.source, seen.target];
  const outside = ends.filter((end) => seen.scene.zoneOf(end)?.trust === 0);
  if (outside.length === 1) {
    return {
      value: "yes",
      words: `Runs to or from ${place(seen, outside[0] ?? seen.source).name}`,
      about: [seen.flow.id],
    };
  }
  const isOneRoom = seen.source.zoneId !== null && seen.source.zoneId === seen.target.zoneId && outside.length === 0;
  return isOneRoom
    ? { value: "no", words: `Stays within ${place(seen, seen.source).name}`, about: [seen.flow.id] }
    : null;
}

function byProtocol({ flow }: SeenFlow, good: RegExp, bad?: RegExp): Shown | null {
  const parts = words(flow);
  const about = [flow.id];
  if (parts.some((part) => good.test(part))) return { value: "no", words: `Its protocol is ${flow.protocol}`, about };
  if (bad !== undefined && parts.some((part) => bad.test(part))) {
    return { value: "yes", words: `Its protocol is ${flow.protocol}`, about };
  }
  return null;
}

const MODELS: ReadonlySet<ElementKind> = new Set<ElementKind>(["inference_endpoint", "agent", "third_party_model"]);
const ASKED: ReadonlySet<ElementKind> = new Set<ElementKind>([...MODELS, "prompt"]);
const LEARNING: ReadonlySet<ElementKind> = new Set<ElementKind>([
  ...(["dataset", "feature_pipeline", "training_pipeline", "evaluation", "rag_store"] as const),
  ...(["model_artifact", "model_registry"] as const),
]);

type Side = "source" | "target" | "either";

function byKind({ flow, source, target }: SeenFlow, kinds: ReadonlySet<ElementKind>, side: Side): Shown {
  const ends = { source: [source], target: [target], either: [source, target] }[flow.bidirectional ? "either" : side];
  const known = ends.find(({ kind }) => kinds.has(kind));
  const word = { source: "Comes from", target: "Leads to", either: "Leads from or to" }[side];
  if (known !== undefined) return { value: "yes", words: `${word} ${known.name}`, about: [flow.id, known.id] };
  return { value: "no", words: `Leads from ${source.name} to ${target.name}`, about: [flow.id] };
}

/** What the drawing shows about a flow; a predicate that is not here can only be known or asked. */
export const shownOfFlow: Readonly<Record<string, (seen: SeenFlow) => Shown | null>> = {
  "flow.crosses_trust_boundary": crosses,
  "flow.enters_more_trusted": (seen) => trustChange(seen, true),
  "flow.to_less_trusted": (seen) => trustChange(seen, false),
  "flow.from_public": fromPublic,
  "flow.public_network": publicNetwork,
  "flow.encrypted_false": (seen) => byProtocol(seen, SAFE, OPEN),
  "flow.authenticated_false": (seen) => byProtocol(seen, CHECKED),
  "flow.carries_prompts": (seen) => byKind(seen, ASKED, "either"),
  "flow.carries_answers": (seen) => byKind(seen, MODELS, "source"),
  "flow.feeds_learning": (seen) => byKind(seen, LEARNING, "target"),
  "flow.signed_false": (seen) => byProtocol(seen, SIGNED),
};
