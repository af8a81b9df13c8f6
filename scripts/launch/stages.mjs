/**
 * The stages between "Dependencies" and the processes.
 *
 *   prepareDatabase(run)   sets run.clusterStart, run.ownerUrl, run.addresses, run.secrets
 *   prepareBuild(run)      Prisma client, then the production build (or, with --dev, the watched bundles)
 *   setUp(run) -> lines    the unattended administrator and the demonstration; lines to print at the end
 *   runAdmin(run, args) -> what dist/admin.mjs printed
 */
import { join } from "node:path";
import { bundleProcesses } from "../build/bundle.mjs";
import { ensureBuilt, forgetBundle } from "../build/ensure-built.mjs";
import { ensurePrismaClient } from "../build/prisma-client.mjs";
import { startCluster } from "../database/cluster.mjs";
import { safeAddress, withClient } from "../database/connect.mjs";
import { migrate } from "../database/migrate.mjs";
import { ensureRoles } from "../database/roles.mjs";
import { processEnvironment } from "./environment.mjs";
import { keepDatabase } from "./keep-database.mjs";
import { loadSecrets } from "./secrets.mjs";
import { StatedError } from "./stated-error.mjs";

async function openDatabase(run, say) {
  const external = run.env.DATABASE_URL;
  if (external) {
    say("connecting");
    await withClient(external, () => {}, { patience: 5000 });
    run.ownerUrl = external;
    return safeAddress(external);
  }
  run.clusterStart = startCluster({ dataDir: run.options.dataDir, log: say });
  const cluster = await run.clusterStart;
  keepDatabase(run, cluster);
  run.ownerUrl = cluster.url;
  return `embedded, port ${cluster.port}`;
}

/** Database, roles and migrations, one after the other. */
export async function prepareDatabase(run) {
  const { board } = run;
  run.secrets = loadSecrets(run.options.dataDir, run.env);
  await board.stage("Database", (say) => openDatabase(run, say));
  const env = run.env.DATABASE_URL ? run.env : {};
  await board.stage("Roles", async (log) => {
    run.addresses = await ensureRoles({ ownerUrl: run.ownerUrl, secrets: run.secrets.database, env, log });
  });
  await board.stage("Migrations", async (log) => {
    const dir = join(run.root, "prisma", "migrations");
    const { applied } = await migrate({ ownerUrl: run.ownerUrl, dir, log });
    return applied.length > 0 ? `${applied.length} applied` : "unchanged";
  });
}

/** Prisma client and build, only where something changed. */
export async function prepareBuild(run) {
  const { board, root, tools, env } = run;
  await board.stage("Prisma client", () => ensurePrismaClient({ root, tools, env }));
  if (!run.options.dev) {
    await board.stage("Production build", (say) => ensureBuilt({ root, tools, say, env, parts: run.parts }));
    return;
  }
  await board.stage("Bundles", async () => {
    forgetBundle(root);
    await bundleProcesses(root).catch((cause) => {
      throw new StatedError("build_failed", `The processes cannot be bundled.\n\n${cause.output}`, { cause });
    });
  });
}

/** Runs an operator's command with the owner's environment; resolves to what it printed. */
export async function runAdmin(run, args) {
  try {
    const env = processEnvironment("admin", run);
    return await run.tools.run("admin", process.execPath, [join(run.root, "dist", "admin.mjs"), ...args], {
      cwd: run.root,
      env,
    });
  } catch (cause) {
    const message = `"npm run admin -- ${args.join(" ")}" failed (${cause.message}). ${cause.output ?? ""}`;
    throw new StatedError("process_failed", message, { cause });
  }
}

/** Creates the first administrator from the environment and the demonstration, when asked to. */
export async function setUp(run) {
  const lines = [];
  if (run.env.MODELKEEP_ADMIN_EMAIL && run.env.MODELKEEP_ADMIN_PASSWORD) {
    await run.board.stage("First administrator", async () => {
      await runAdmin(run, ["setup", "unattended"]);
      return run.env.MODELKEEP_ADMIN_EMAIL;
    });
  }
  if (run.options.demo) {
    await run.board.stage("Demonstration", async () => {
      const printed = await runAdmin(run, ["demo", "create"]);
      lines.push(...printed.split("\n"));
    });
  }
  return lines;
}
