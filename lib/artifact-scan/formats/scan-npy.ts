import type { ByteFeed } from "../byte-cursor.ts";
import { ByteCursor } from "../byte-cursor.ts";
import type { FindingList } from "../finding.ts";
import { shown } from "../finding.ts";
import { operationBudget, scanPickleAt } from "../pickle/scan-pickle.ts";

const MAX_HEADER_BYTES = 1_000_000;
const OBJECT_TYPE = /['"][|<>=]?O\d*['"]/;

/** Reads the header of a NumPy array; an array of objects is a pickle, which is followed. Source: NumPy's NEP 1. */
export async function scanNpy(feed: ByteFeed, findings: FindingList, entry: string | null): Promise<void> {
  const cursor = new ByteCursor(feed);
  if (!(await cursor.need(12)))
    return findings.add("header_broken", "The array's header is cut off.", { offset: 0, entry });
  await cursor.skip(6);
  const version = cursor.byte();
  cursor.byte();
  const length = cursor.number(version === 1 ? 2 : 4);
  const bytes = length > MAX_HEADER_BYTES ? null : await cursor.take(length);
  if (version < 1 || version > 3 || bytes === null) {
    return findings.add("header_broken", "The array's header cannot be read.", { offset: 0, entry });
  }
  const header = new TextDecoder("latin1").decode(bytes);
  const described = /'descr':\s*(.{1,80}?),\s*'fortran_order'/.exec(header)?.[1];
  if (entry === null) findings.detail("Array", shown(header.trim(), 200));
  if (described === undefined) findings.add("header_broken", "The array's header names no type.", { offset: 0, entry });
  if (!OBJECT_TYPE.test(header)) return;
  findings.add("object_array", "The array holds Python objects.", { offset: cursor.position, entry });
  await scanPickleAt(cursor, findings, entry, operationBudget());
}
