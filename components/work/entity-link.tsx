import Link from "next/link";

type Entity = { type: string; id: string };

const places: Record<string, { word: string; href: (id: string) => string }> = {
  model: { word: "Model", href: (id) => `/models/${id}` },
  user: { word: "People", href: () => "/settings/people" },
  api_key: { word: "API keys", href: () => "/settings/keys" },
  organization: { word: "Organization", href: () => "/settings/organization" },
};

/** A link to what a task or a notification is about; nothing where that has no page. */
export function EntityLink({ entity }: { entity: Entity | null }) {
  const place = entity === null ? undefined : places[entity.type];
  if (entity === null || place === undefined) return null;
  return (
    <Link href={place.href(entity.id)} className="mk-link">
      Open {place.word.toLowerCase()}
    </Link>
  );
}
