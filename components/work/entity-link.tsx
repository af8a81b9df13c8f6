import Link from "next/link";

type Entity = { type: string; id: string };

const places: Record<string, { word: string; href: (id: string) => string }> = {
  model: { word: "Model", href: (id) => `/models/${id}` },
  model_version: { word: "Version", href: (id) => `/versions/${id}` },
  user: { word: "People", href: () => "/settings/people" },
  api_key: { word: "API keys", href: () => "/settings/keys" },
  organization: { word: "Organization", href: () => "/settings/organization" },
};

/** Kinds of tasks and notifications that are about a page and not about one thing. */
const placesByKind: Record<string, { word: string; href: string }> = {
  replay_findings: { word: "Replay check", href: "/audit/replay" },
  replay_clean: { word: "Replay check", href: "/audit/replay" },
};

function placeOf(entity: Entity | null, kind: string): { word: string; href: string } | undefined {
  const known = entity === null ? undefined : places[entity.type];
  if (entity === null || known === undefined) return placesByKind[kind];
  return { word: known.word, href: known.href(entity.id) };
}

/** A link to what a task or a notification is about; nothing where that has no page. */
export function EntityLink({ entity, kind }: { entity: Entity | null; kind: string }) {
  const place = placeOf(entity, kind);
  if (place === undefined) return null;
  return (
    <Link href={place.href} className="mk-link">
      Open {place.word.toLowerCase()}
    </Link>
  );
}
