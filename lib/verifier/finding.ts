/** One thing that is wrong: where, and what, in words. */
export interface Problem {
  readonly place: string;
  readonly message: string;
}

/** Something is wrong that no further reading can work around. */
export class VerificationFailed extends Error {
  override readonly name = "VerificationFailed";
  readonly place: string;

  constructor(place: string, message: string) {
    super(message);
    this.place = place;
  }
}

/** The thing to verify could not be read at all: no answer, no access, no such file. */
export class NotReadable extends Error {
  override readonly name = "NotReadable";
}

/** The command line cannot be used. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}

const MOST_PROBLEMS = 50;

/** Collects problems in the order in which they are met; the first 50 are kept, all are counted. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly notes: string[] = [];
  count = 0;

  problem(place: string, message: string): void {
    this.count += 1;
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ place, message });
  }

  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }
}
