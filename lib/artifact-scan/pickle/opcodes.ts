/** How the argument behind an opcode is written. `text` ones are read, `skip` ones jumped over. */
export type Argument =
  | { read: "none" }
  | { read: "number"; bytes: 1 | 2 | 4 | 8 }
  | { read: "line"; lines: 1 | 2 }
  | { read: "text" | "data"; lengthBytes: 1 | 4 | 8 };

/** What an opcode does to the stack: takes `pop` values, or all down to the mark, and puts `push` others there. */
export type Opcode = {
  name: string;
  argument: Argument;
  pop: number | "mark";
  push: number;
};

const none: Argument = { read: "none" };
const number = (bytes: 1 | 2 | 4 | 8): Argument => ({ read: "number", bytes });
const line: Argument = { read: "line", lines: 1 };
const lines: Argument = { read: "line", lines: 2 };
const text = (lengthBytes: 1 | 4 | 8): Argument => ({ read: "text", lengthBytes });
const data = (lengthBytes: 1 | 4 | 8): Argument => ({ read: "data", lengthBytes });

type Row = readonly [code: number | string, name: string, argument: Argument, pop: number | "mark", push: number];

/** Opcodes of protocols 0 to 5. Source: CPython's pickletools.py. */
const rows: readonly Row[] = [
  ["(", "MARK", none, 0, 0],
  [".", "STOP", none, 1, 0],
  ["0", "POP", none, 1, 0],
  ["1", "POP_MARK", none, "mark", 0],
  ["2", "DUP", none, 0, 0],
  ["F", "FLOAT", line, 0, 1],
  ["I", "INT", line, 0, 1],
  ["J", "BININT", number(4), 0, 1],
  ["K", "BININT1", number(1), 0, 1],
  ["L", "LONG", line, 0, 1],
  ["M", "BININT2", number(2), 0, 1],
  ["N", "NONE", none, 0, 1],
  ["P", "PERSID", line, 0, 1],
  ["Q", "BINPERSID", none, 1, 1],
  ["R", "REDUCE", none, 2, 1],
  ["S", "STRING", line, 0, 0],
  ["T", "BINSTRING", text(4), 0, 0],
  ["U", "SHORT_BINSTRING", text(1), 0, 0],
  ["V", "UNICODE", line, 0, 0],
  ["X", "BINUNICODE", text(4), 0, 0],
  ["a", "APPEND", none, 1, 0],
  ["b", "BUILD", none, 1, 0],
  ["c", "GLOBAL", lines, 0, 0],
  ["d", "DICT", none, "mark", 1],
  ["}", "EMPTY_DICT", none, 0, 1],
  ["e", "APPENDS", none, "mark", 0],
  ["g", "GET", line, 0, 0],
  ["h", "BINGET", number(1), 0, 0],
  ["i", "INST", lines, "mark", 1],
  ["j", "LONG_BINGET", number(4), 0, 0],
  ["l", "LIST", none, "mark", 1],
  ["]", "EMPTY_LIST", none, 0, 1],
  ["o", "OBJ", none, "mark", 1],
  ["p", "PUT", line, 0, 0],
  ["q", "BINPUT", number(1), 0, 0],
  ["r", "LONG_BINPUT", number(4), 0, 0],
  ["s", "SETITEM", none, 2, 0],
  ["t", "TUPLE", none, "mark", 1],
  [")", "EMPTY_TUPLE", none, 0, 1],
  ["u", "SETITEMS", none, "mark", 0],
  ["G", "BINFLOAT", number(8), 0, 1],
  [0x80, "PROTO", number(1), 0, 0],
  [0x81, "NEWOBJ", none, 2, 1],
  [0x82, "EXT1", number(1), 0, 1],
  [0x83, "EXT2", number(2), 0, 1],
  [0x84, "EXT4", number(4), 0, 1],
  [0x85, "TUPLE1", none, 1, 1],
  [0x86, "TUPLE2", none, 2, 1],
  [0x87, "TUPLE3", none, 3, 1],
  [0x88, "NEWTRUE", none, 0, 1],
  [0x89, "NEWFALSE", none, 0, 1],
  [0x8a, "LONG1", data(1), 0, 1],
  [0x8b, "LONG4", data(4), 0, 1],
  ["B", "BINBYTES", data(4), 0, 1],
  ["C", "SHORT_BINBYTES", data(1), 0, 1],
  [0x8c, "SHORT_BINUNICODE", text(1), 0, 0],
  [0x8d, "BINUNICODE8", text(8), 0, 0],
  [0x8e, "BINBYTES8", data(8), 0, 1],
  [0x8f, "EMPTY_SET", none, 0, 1],
  [0x90, "ADDITEMS", none, "mark", 0],
  [0x91, "FROZENSET", none, "mark", 1],
  [0x92, "NEWOBJ_EX", none, 3, 1],
  [0x93, "STACK_GLOBAL", none, 2, 0],
  [0x94, "MEMOIZE", none, 0, 0],
  [0x95, "FRAME", number(8), 0, 0],
  [0x96, "BYTEARRAY8", data(8), 0, 1],
  [0x97, "NEXT_BUFFER", none, 0, 1],
  [0x98, "READONLY_BUFFER", none, 0, 0],
];

/** The opcode of each byte; undefined for bytes that are none. */
export const opcodes: readonly (Opcode | undefined)[] = (() => {
  const table = new Array<Opcode | undefined>(256).fill(undefined);
  for (const [code, name, argument, pop, push] of rows) {
    table[typeof code === "string" ? code.charCodeAt(0) : code] = { name, argument, pop, push };
  }
  return table;
})();
