/** Words for the values of facts, as people read them. */

export const statusLabels: Readonly<Record<string, string>> = {
  planned: "Planned",
  in_use: "In use",
  live: "Live",
  throttled: "Throttled",
  stopped: "Stopped",
  ended: "Ended",
};

export const organizationRoleLabels = {
  unknown: "Not stated",
  provider: "Provider",
  deployer: "Deployer",
  importer: "Importer",
  distributor: "Distributor",
  product_manufacturer: "Product manufacturer",
} as const;

export const personalDataLabels = {
  unknown: "Not stated",
  no: "None",
  yes: "Yes",
  special: "Special categories (Art. 9 GDPR)",
} as const;

export const categoryLabels = {
  base_model: "Base model",
  library: "Library",
  framework: "Framework",
  vector_store: "Vector store",
  tool: "Tool",
  prompt: "Prompt",
  api: "Third-party API",
  service: "Service",
  other: "Other",
} as const;

export const environmentLabels = {
  development: "Development",
  test: "Test",
  staging: "Staging",
  production: "Production",
  edge: "Edge",
} as const;

export const exposureLabels = { internal: "Internal", partner: "Partners", public: "Public" } as const;

export const authenticationLabels = {
  unknown: "Not stated",
  none: "None",
  api_key: "API key",
  oauth: "OAuth or OpenID Connect",
  mtls: "Client certificate",
  network: "Network only",
  other: "Other",
} as const;

export const licenceLabels = { stated: "Stated", missing: "Not stated" } as const;

export const assessedLabels = { once: "At least once", never: "Never" } as const;

export const validationLabels = { not_run: "Not validated", passed: "Passed", failed: "Failed" } as const;
