/** Licence ids of the Hugging Face Hub that differ from the SPDX identifier by more than case. Source: hub-docs, repositories-licenses. */
const RENAMED: Readonly<Record<string, string>> = {
  "afl-3.0": "AFL-3.0",
  "agpl-3.0": "AGPL-3.0-only",
  "gpl-2.0": "GPL-2.0-only",
  "gpl-3.0": "GPL-3.0-only",
  "lgpl-2.1": "LGPL-2.1-only",
  "lgpl-3.0": "LGPL-3.0-only",
  "gfdl-1.3": "GFDL-1.3-only",
  "apache 2.0": "Apache-2.0",
  "apache license 2.0": "Apache-2.0",
  "mit license": "MIT",
};

/** SPDX identifiers that cards use; the Hub writes them in lower case. Source: SPDX licence list 3.27. */
const SPDX_IDS =
  `MIT Apache-2.0 BSD-2-Clause BSD-3-Clause BSD-3-Clause-Clear BSL-1.0 0BSD ISC Zlib Unlicense WTFPL NCSA MS-PL PostgreSQL
  AFL-3.0 Artistic-2.0 ECL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 LPPL-1.3c MPL-2.0 OSL-3.0 OFL-1.1 Python-2.0
  GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only
  LGPL-3.0-or-later AGPL-3.0-only AGPL-3.0-or-later GFDL-1.3-only GFDL-1.3-or-later LGPL-LR
  CC0-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CC-BY-NC-2.0 CC-BY-NC-3.0 CC-BY-NC-4.0
  CC-BY-ND-4.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-NC-SA-2.0 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0
  CDLA-Sharing-1.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0 C-UDA-1.0 PDDL-1.0 ODC-By-1.0 ODbL-1.0`.split(/\s+/);

const BY_LOWER_CASE = new Map(SPDX_IDS.map((id) => [id.toLowerCase(), id]));

/**
 * The SPDX identifier of a licence as a card writes it, or undefined where SPDX has none (openrail, llama3, other, …).
 * A bare "gpl-3.0" is read as "only", as SPDX does with its old identifiers.
 */
export function spdxIdentifier(stated: string): string | undefined {
  const id = stated.trim().toLowerCase();
  return (Object.hasOwn(RENAMED, id) ? RENAMED[id] : undefined) ?? BY_LOWER_CASE.get(id);
}
