import Link from "next/link";
import { assetPlaces, nodePlurals, nodeTypes } from "@/lib/inventory/assets/rules.ts";
import { OWNER_TASK } from "@/lib/inventory/rules.ts";
import { threatTasks } from "@/lib/threats/register/rules.ts";

type Entity = { type: string; id: string };

const places: Record<string, { word: string; href: (id: string) => string }> = {
  model: { word: "Model", href: (id) => `/models/${id}` },
  model_version: { word: "Version", href: (id) => `/versions/${id}` },
  system: { word: "AI system", href: (id) => `/systems/${id}` },
  dataset: { word: "Dataset", href: (id) => `/datasets/${id}` },
  dataset_version: { word: "Dataset version", href: (id) => `/dataset-versions/${id}` },
  component: { word: "Component", href: (id) => `/components/${id}` },
  vendor: { word: "Vendor", href: (id) => `/vendors/${id}` },
  deployment: { word: "Deployment", href: (id) => `/deployments/${id}` },
  threat_model: { word: "Threat model", href: (id) => `/threat-models/${id}` },
  threat: { word: "Threat", href: (id) => `/threats/${id}` },
  alert: { word: "Alert", href: (id) => `/alerts/${id}` },
  import: { word: "Import", href: (id) => `/models/import/${id}` },
  user: { word: "People", href: () => "/settings/people" },
  api_key: { word: "API keys", href: () => "/settings/keys" },
  organization: { word: "Organization", href: () => "/settings/organization" },
};

/** Kinds of tasks and notifications that are about a page and not about one thing. */
const placesByKind: Record<string, { word: string; href: string }> = {
  replay_findings: { word: "Replay check", href: "/audit/replay" },
  replay_clean: { word: "Replay check", href: "/audit/replay" },
  telemetry_parked: { word: "Settings, Telemetry", href: "/settings/telemetry" },
};

function placeOf(entity: Entity | null, kind: string): { word: string; href: string } | undefined {
  if (entity?.type === "model" && kind.startsWith("alert_")) {
    return { word: "Alerts", href: `/alerts?model=${entity.id}` };
  }
  const known = entity === null ? undefined : places[entity.type];
  if (entity === null || known === undefined) return placesByKind[kind];
  return { word: known.word, href: known.href(entity.id) };
}

const ownedKinds = nodeTypes.filter((type) => type !== "model_version" && type !== "dataset_version");

/** The lists of what a person who left still owns, of the kinds that the task names. */
function OwnedLinks({ ownerId, detail }: { ownerId: string; detail: string }) {
  return ownedKinds
    .filter((type) => detail.includes(`${nodePlurals[type]}: `))
    .map((type) => (
      <Link
        key={type}
        href={`${type === "model" ? "/models" : `/${assetPlaces[type]}`}?owner=${ownerId}`}
        className="mk-link"
        style={{ marginRight: 8 }}
      >
        {nodePlurals[type]}
      </Link>
    ));
}

/** A link to what a task or a notification is about; nothing where that has no page. */
export function EntityLink({ entity, kind, detail = "" }: { entity: Entity | null; kind: string; detail?: string }) {
  if (kind === OWNER_TASK && entity !== null) return <OwnedLinks ownerId={entity.id} detail={detail} />;
  if (kind === threatTasks.owner && entity !== null) {
    return (
      <Link href={`/threats?owner=${entity.id}`} className="mk-link">
        Open threats
      </Link>
    );
  }
  const place = placeOf(entity, kind);
  if (place === undefined) return null;
  return (
    <Link href={place.href} className="mk-link">
      Open {place.word.toLowerCase()}
    </Link>
  );
}
