import type { Operation } from "@/lib/graph/schema.ts";
import { fromTemplate } from "@/lib/graph/templates/template.ts";
import { templates } from "@/lib/graph/templates/templates.ts";
import { newUuid } from "@/components/threats/room/new-uuid.ts";

/** The operations of the template with this id; none for anything else. */
export function drawTemplate(id: string): Operation[] {
  const template = templates.find((each) => each.id === id);
  return template === undefined ? [] : fromTemplate(template, newUuid);
}
