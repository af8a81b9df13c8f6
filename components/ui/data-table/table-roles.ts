/** A phone lays rows out as blocks, which takes the roles of a table away in some browsers: so they are stated. */
export const tableRoles = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  header: { role: "columnheader" },
  cell: { role: "cell" },
} as const;
