import "./assets.css";
import { Section } from "@/components/ui/section.tsx";
import type { DocumentLink } from "@/lib/inventory/documents-schema.ts";
import { OutsideLink } from "./fact-value.tsx";

/** Documents that belong to a thing, as links that leave the product; nothing where there are none. */
export function DocumentList({ documents }: { documents: readonly DocumentLink[] }) {
  if (documents.length === 0) return null;
  return (
    <Section title="Documents">
      <ul>
        {documents.map(({ title, url }, index) => (
          <li key={index} className="mk-node">
            <OutsideLink href={url}>{title}</OutsideLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
