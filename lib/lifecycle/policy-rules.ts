import type { Criterion, CriterionSettings, OwnCriterion } from "./policy-schema.ts";

type Saved = { settings: Readonly<Record<string, CriterionSettings>>; own: readonly OwnCriterion[] };

/** The criteria that count for an organization: the shipped ones with its settings, then its own, which people attest. */
export function effectiveCriteria(defaults: readonly Criterion[], saved: Saved | null): Criterion[] {
  if (saved === null) return [...defaults];
  return [
    ...defaults.map((criterion) => ({ ...criterion, ...saved.settings[criterion.id] })),
    ...saved.own.map((criterion) => ({ ...criterion, facts: [], own: true })),
  ];
}

/** The settings that differ from the shipped ones: only these are stored. */
export function changedSettings(
  defaults: readonly Criterion[],
  wanted: Readonly<Record<string, CriterionSettings>>,
): Record<string, CriterionSettings> {
  return Object.fromEntries(
    defaults.flatMap(({ id, enabled, applies, blocks }) => {
      const setting = wanted[id];
      const same =
        setting === undefined || JSON.stringify(plain(setting)) === JSON.stringify(plain({ enabled, applies, blocks }));
      return same ? [] : [[id, setting] as const];
    }),
  );
}

const plain = ({ enabled, applies, blocks }: CriterionSettings): unknown => [
  enabled,
  applies.sensitivityFrom ?? "public",
  blocks === null ? null : (blocks.sensitivityFrom ?? "public"),
];
