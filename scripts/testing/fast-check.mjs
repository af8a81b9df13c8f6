import fc from "fast-check";

const RUNS = 100;
const SEED = 20_261_121;

/** A whole number from the environment, or the fallback when it is not set. */
function numberFrom(name, fallback) {
  const text = process.env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value)) throw new Error(`${name} must be a whole number, not "${text}".`);
  return value;
}

/**
 * Property tests run the same cases every time, so that a red run can be repeated; fast-check prints seed and path of a
 * failure. MODELKEEP_FC_SEED and MODELKEEP_FC_RUNS look elsewhere, or longer.
 */
fc.configureGlobal({
  seed: numberFrom("MODELKEEP_FC_SEED", SEED),
  numRuns: numberFrom("MODELKEEP_FC_RUNS", RUNS),
});
