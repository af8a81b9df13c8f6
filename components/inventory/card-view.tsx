import "./inventory.css";
import { KeyValueList, type KeyValue } from "@/components/ui/key-value-list.tsx";
import { Section } from "@/components/ui/section.tsx";
import type { CardSection, ModelCardDraft } from "@/lib/interop/model-card/schema.ts";
import type { Stated } from "@/lib/interop/origin.ts";
import { EvaluationTable, UnknownFields } from "./card-tables.tsx";
import { MarkdownView } from "./markdown-view.tsx";
import { originWords } from "./origin-words.ts";

function fact<T>(label: string, stated: Stated<T> | undefined, text: (value: T) => string): KeyValue[] {
  if (stated === undefined) return [];
  const value = (
    <>
      {text(stated.value)} <span className="mk-place">{originWords(stated.origin)}</span>
    </>
  );
  return [{ label, value }];
}

const joined = (values: readonly string[]) => values.join(", ");

function facts({ fields, links }: ModelCardDraft): KeyValue[] {
  return [
    ...fact("Languages", fields.languages, joined),
    ...fact("Datasets", fields.datasets, joined),
    ...fact("Metrics", fields.metrics, joined),
    ...fact("Made from", fields.baseModels, (models) =>
      joined(models.map(({ id, relation }) => (relation === undefined ? id : `${id} (${relation})`))),
    ),
    ...fact("Library", fields.library, String),
    ...fact("Licences", fields.licences, (licences) => joined(licences.map(({ stated, spdx }) => spdx ?? stated))),
    ...fact("Licence name", fields.licenceName, String),
    ...fact("Licence text", fields.licenceLink, String),
    ...fact("Newer version", fields.newVersion, String),
    ...fact("Emissions", fields.emissions, ({ grams, source, hardware }) =>
      joined(
        [
          grams === undefined ? "" : `${grams.toLocaleString("en-GB")} g CO₂ equivalent`,
          source ?? "",
          hardware ?? "",
        ].filter((part) => part !== ""),
      ),
    ),
    ...links.map(({ kind, url, origin }) => ({
      label: kind[0]?.toUpperCase() + kind.slice(1),
      value: (
        <>
          <a className="mk-link" href={url} target="_blank" rel="noreferrer noopener nofollow">
            {url}
          </a>{" "}
          <span className="mk-place">{originWords(origin)}</span>
        </>
      ),
    })),
  ];
}

function CardSectionView({ section }: { section: CardSection }) {
  if (section.heading === "" && section.text.trim() === "") return null;
  return (
    <div className="mk-card-section">
      {section.heading === "" ? null : (
        <h3>
          <span>{section.heading}</span> <span className="mk-place">line {section.line}</span>
        </h3>
      )}
      <MarkdownView text={section.text} />
    </div>
  );
}

/** Everything an imported card states: facts, measured values, fields without a column, and its sections, made inert. */
export function CardView({ draft }: { draft: ModelCardDraft }) {
  const items = facts(draft);
  return (
    <>
      {items.length === 0 ? null : (
        <Section title="What it states" note="with the place in the card">
          <KeyValueList items={items} lines />
        </Section>
      )}
      {draft.evaluations.length === 0 ? null : (
        <Section title="What was measured" note="as the card says; nobody here has checked it">
          <EvaluationTable evaluations={draft.evaluations} />
        </Section>
      )}
      {draft.unknown.length === 0 ? null : (
        <Section title="Kept as stated" note="fields of the front matter without a place of their own">
          <UnknownFields unknown={draft.unknown} />
        </Section>
      )}
      {draft.sections.length === 0 ? null : (
        <Section title="Text of the card" note="HTML is shown as text, pictures are not loaded">
          {draft.sections.map((section) => (
            <CardSectionView key={section.line} section={section} />
          ))}
        </Section>
      )}
    </>
  );
}
