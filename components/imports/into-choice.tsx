import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { threatModelsQuery } from "@/lib/threats/api.ts";

interface ChoiceProps {
  value: string;
  onChange: (into: string) => void;
}

/** Which threat model a file goes into: the one it came into before, a new one, or one that is chosen. */
export function IntoChoice({ value, onChange }: ChoiceProps) {
  const { data } = useQuery(threatModelsQuery({ limit: 200 }));
  const models = data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return (
    <Select
      label="Into which threat model?"
      description="A file that was imported before is found again by its id: it updates, and nothing is doubled."
      value={value}
      allowDeselect={false}
      searchable
      data={[
        {
          group: "Usual",
          items: [
            { value: "", label: "The one it was imported into before, else a new one" },
            { value: "new", label: "A new one in any case" },
          ],
        },
        { group: "Threat models", items: models },
      ]}
      onChange={(into) => onChange(into ?? "")}
    />
  );
}
