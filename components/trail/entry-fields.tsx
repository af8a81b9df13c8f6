import "./entry-fields.css";
import { Diff } from "@/components/ui/diff.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import type { ChangedField } from "@/lib/trail/rules.ts";
import type { TrailEntry } from "@/lib/trail/schema.ts";

const LONGEST = 600;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);
const told = (text: string | null) => (text === null ? null : cut(text));

type Told = Pick<TrailEntry, "before" | "after" | "reason" | "version" | "erased">;

/** The fields of an entry: before and after for a change, otherwise what was recorded. */
export function EntryFields({ entry, fields }: { entry: Told; fields: readonly ChangedField[] }) {
  const { before, after, reason, version } = entry;
  if (entry.erased)
    return (
      <p className="mk-2">The values of this entry were erased. That it happened, when and by whom stays proven.</p>
    );
  if (before !== null && after !== null) {
    const changes = fields.map((each) => ({ ...each, before: told(each.before), after: told(each.after) }));
    const why = reason === null ? [] : [{ field: "reason", label: "Reason", before: null, after: cut(reason) }];
    if (changes.length + why.length === 0) {
      return <p className="mk-2">No value changed that the trail keeps in the open, such as a password or a code.</p>;
    }
    return (
      <Diff
        changes={[...changes, ...why]}
        beforeLabel={`Before, version ${String(version - 1)}`}
        afterLabel={`After, version ${String(version)}`}
      />
    );
  }
  const items = fields.map(({ label, before: old, after: now }) => ({ label, value: told(now ?? old) }));
  return (
    <div className="mk-trail-recorded">
      <KeyValueList items={[...items, ...(reason === null ? [] : [{ label: "Reason", value: cut(reason) }])]} lines />
    </div>
  );
}
