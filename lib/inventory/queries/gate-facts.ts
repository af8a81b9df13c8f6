import type { Fact, FactProvider } from "../../kernel/fact-provider.ts";
import * as data from "../facts/data-facts.ts";
import * as deployments from "../facts/deployment-facts.ts";
import { readVersionFacts, type VersionFactSource } from "../facts/read-version-facts.ts";
import * as record from "../facts/record-facts.ts";

type Rule = readonly [label: string, compute: (source: VersionFactSource) => Fact];

const rules = {
  "inventory.owner": ["An active person answers for the model", record.ownerActive],
  "inventory.purpose": ["The purpose is stated", record.purposeStated],
  "inventory.sensitivity": ["The sensitivity is stated", record.sensitivityStated],
  "inventory.card": ["The model card is on file", record.cardOnFile],
  "inventory.training_data": ["A training dataset is linked", data.trainingDataLinked],
  "inventory.training_data_provenance": [
    "Every training dataset version has digest, source and licence",
    data.trainingDataProvenance,
  ],
  "inventory.personal_data": ["Each dataset says whether it holds personal data", data.personalDataStated],
  "inventory.training_data_validated": ["The training data is validated", data.trainingDataValidated],
  "inventory.run": ["Code and training run are recorded", record.runRecorded],
  "inventory.artifacts": ["At least one artifact is listed", record.artifactsListed],
  "inventory.artifact_digests": ["The digest of each artifact is recorded", record.artifactDigests],
  "inventory.metrics": ["Measured values are on file", record.metricsRecorded],
  "inventory.limitations": ["The known limits are stated", record.limitationsStated],
  "inventory.released": ["The version is released", record.versionReleased],
  "inventory.rollback": ["The version to go back to is named and released", record.rollbackNamed],
  "inventory.deployment": ["A deployment is recorded", deployments.deploymentRecorded],
  "inventory.exposure": ["Deployments are guarded", deployments.deploymentsGuarded],
  "inventory.nothing_runs": ["No deployment runs it", deployments.nothingRuns],
  "inventory.nothing_depends": ["Nothing depends on it", deployments.nothingDepends],
} as const satisfies Readonly<Record<string, Rule>>;

const entries: readonly (readonly [string, Rule])[] = Object.entries(rules);

/** What the inventory knows of a version that a gate can rest on. */
export const inventoryFacts: FactProvider = {
  id: "inventory",
  label: "Inventory",
  facts: Object.fromEntries(entries.map(([id, [label]]) => [id, label])),
  async compute({ db, orgId, subjects }) {
    const sources = await readVersionFacts(db, orgId, subjects);
    return new Map(
      sources.map((source) => [
        source.version.id,
        Object.fromEntries(entries.map(([id, [, compute]]) => [id, compute(source)])),
      ]),
    );
  },
};
