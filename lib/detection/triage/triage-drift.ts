import { sortedMedian } from "../../stats/samples/median.ts";
import { DRIFT_DEFAULTS } from "../defaults.ts";
import { sayNumber } from "../words/say-number.ts";
import { sayP } from "../words/say-p.ts";
import { sayShare } from "../words/say-share.ts";

/** What is known about a window that drifted. Effects are multiples of the floor: 1 is just worth a word. */
export interface TriageQuestion {
  readonly effect: number;
  /** Effect and p without the events of the busiest clients, their number and their share of events; null when unknown. */
  readonly withoutTop: {
    readonly effect: number;
    readonly p: number;
    readonly clients: number;
    readonly share: number;
  } | null;
  /** How sure the surest signal about one of these clients is, 0 to 1; 0 for none. */
  readonly clientsSure: number;
  /** Changes of the shares of missing and of invalid values, −1 to 1; null when unknown. */
  readonly nulls: number | null;
  readonly invalid: number | null;
  /** Features that appeared, went, or changed their type. */
  readonly schemaChanges: number;
  /** Releases between the last quiet window and this one, by name. */
  readonly releases: readonly string[];
  /** The effect of the same hour in earlier weeks. */
  readonly earlierWeeks: readonly number[];
  /** Share of the organization's other models that drifted in the same window; null for no others. */
  readonly otherModels: number | null;
}

export type DriftCause = "attack" | "bug" | "season" | "world";

/** A possible cause, with how much speaks for it and the number that says so. */
export interface RankedCause {
  readonly cause: DriftCause;
  /** 0 to 1; all four add up to 1. */
  readonly share: number;
  /** How much speaks for it by itself, 0 to 1. */
  readonly strength: number;
  /** The deciding number: attack: the effect that is left; bug: points; season: usual effect; world: share of models. */
  readonly number: number | null;
  readonly words: string;
}

type Cause = Omit<RankedCause, "share">;

const unit = (value: number): number => Math.min(1, Math.max(0, value));

/** What is left of a drift without the busiest clients, in words. */
export function describeWithout(
  effect: number,
  { effect: rest, p, clients, share }: NonNullable<TriageQuestion["withoutTop"]>,
): string {
  const who = `${clients === 1 ? "the busiest client" : `the ${sayNumber(clients)} busiest clients`} (${sayShare(share)} of events)`;
  const left = rest < 1 || p >= DRIFT_DEFAULTS.alpha ? "there is no drift worth a word" : "the drift stays";
  return `Without ${who} ${left}: effect ${sayNumber(rest)}, ${sayP(p)}, instead of ${sayNumber(effect)}; from 1 on it is worth a word.`;
}

function attack({ effect, withoutTop, clientsSure }: TriageQuestion): Cause {
  if (withoutTop === null) {
    return { cause: "attack", strength: unit(clientsSure) / 2, number: null, words: "Clients are not known." };
  }
  const removed = effect > 0 ? unit(1 - withoutTop.effect / effect) : 0;
  // Where a few clients are nearly all of the traffic, that the drift goes with them says little.
  const rare = Math.sqrt(unit(1 - withoutTop.share));
  const strength = unit(removed * (0.4 + 0.4 * rare + 0.2 * unit(clientsSure)));
  return { cause: "attack", strength, number: withoutTop.effect, words: describeWithout(effect, withoutTop) };
}

/** A change of one point says nothing yet, ten points say it all. */
const missing = (change: number | null): number => unit((Math.abs(change ?? 0) - 0.01) / 0.09);

function bug({ nulls, invalid, schemaChanges, releases }: TriageQuestion): Cause {
  const broken = Math.max(missing(nulls), missing(invalid), schemaChanges > 0 ? 1 : 0);
  const strength = 1 - (1 - 0.75 * broken) * (1 - (releases.length > 0 ? 0.5 : 0));
  const points = Math.max(Math.abs(nulls ?? 0), Math.abs(invalid ?? 0)) * 100;
  const said = [
    missing(nulls) > 0 ? `missing values changed by ${sayNumber((nulls ?? 0) * 100)} points` : "",
    missing(invalid) > 0 ? `invalid values changed by ${sayNumber((invalid ?? 0) * 100)} points` : "",
    schemaChanges > 0
      ? `${sayNumber(schemaChanges)} ${schemaChanges === 1 ? "feature" : "features"} changed their form`
      : "",
    releases.length > 0 ? `released shortly before: ${releases.join(", ")}` : "",
  ].filter((words) => words !== "");
  const words = said.length === 0 ? "No values are missing, nothing was released." : `${said.join("; ")}.`;
  return { cause: "bug", strength, number: points, words: words.charAt(0).toUpperCase() + words.slice(1) };
}

function season({ effect, earlierWeeks }: TriageQuestion): Cause {
  const known = earlierWeeks.filter((one) => Number.isFinite(one));
  const usual = sortedMedian(Float64Array.from(known).sort());
  if (usual === undefined) {
    return { cause: "season", strength: 0, number: null, words: "There are no earlier weeks to compare with." };
  }
  const strength = effect > 0 ? unit(usual / effect) ** 2 * Math.min(1, known.length / 3) * 0.9 : 0;
  const weeks = known.length === 1 ? "The week before" : `In ${sayNumber(known.length)} earlier weeks`;
  const words = `${weeks} the same hour had an effect of ${sayNumber(usual)}, now it is ${sayNumber(effect)}.`;
  return { cause: "season", strength, number: usual, words };
}

function world({ otherModels }: TriageQuestion, others: readonly Cause[]): Cause {
  const rest = others.reduce((left, { strength }) => left * (1 - strength), 1);
  const strength = unit(0.1 + 0.5 * rest + 0.4 * (otherModels ?? 0) * Math.max(rest, 0.25));
  const words =
    otherModels === null
      ? "What else explains nothing: those who use the model may have changed."
      : `${sayShare(otherModels)} of the other models drifted in the same window.`;
  return { cause: "world", strength, number: otherModels, words };
}

/**
 * Attack, bug, season or world: ranked by how much speaks for each, with the number that decides and the words for it.
 * The counterfactual is the drift without the busiest clients, which is computed by whoever asks. A ranking of evidence
 * for a person to check, no probability.
 */
export function triageDrift(question: TriageQuestion): RankedCause[] {
  const three = [attack(question), bug(question), season(question)];
  const causes = [...three, world(question, three)];
  const sum = causes.reduce((total, { strength }) => total + strength, 0);
  return causes
    .map((cause) => ({ ...cause, share: sum > 0 ? cause.strength / sum : 0 }))
    .sort((left, right) => right.strength - left.strength);
}
