import type * as generated from "./generated/client.ts";

/** Row types for domains: types only, no way to the database. */
export type ApiKey = generated.ApiKey;
export type Asset = generated.Asset;
export type AssetLink = generated.AssetLink;
export type AuditSettings = generated.AuditSettings;
export type Connection = generated.Connection;
export type ConnectionRun = generated.ConnectionRun;
export type CustomField = generated.CustomField;
export type Discovery = generated.Discovery;
export type DiscoveryBatch = generated.DiscoveryBatch;
export type Erasure = generated.Erasure;
export type Evidence = generated.Evidence;
export type GateAttestation = generated.GateAttestation;
export type GatePolicy = generated.GatePolicy;
export type GateRequest = generated.GateRequest;
export type GateWaiver = generated.GateWaiver;
export type ImportDraft = generated.ImportDraft;
export type ImportFile = generated.ImportFile;
export type ImportRun = generated.ImportRun;
export type Invitation = generated.Invitation;
export type Model = generated.Model;
export type ModelVersion = generated.ModelVersion;
export type VersionArtifact = generated.VersionArtifact;
export type Organization = generated.Organization;
export type ReplayRun = generated.ReplayRun;
export type RetirementRecord = generated.RetirementRecord;
export type Session = generated.Session;
export type Task = generated.Task;
export type TrustKey = generated.TrustKey;
export type User = generated.User;
export type Witness = generated.Witness;
/** The transaction handle that a command's `run` receives. */
export type Tx = generated.Prisma.TransactionClient;
