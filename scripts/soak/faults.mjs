/**
 * Loaded before a process of the product (`node --import`): makes it die, gives it a clock that steps and a disk that is
 * full. Nothing of the product knows of it.
 *
 *   SOAK_DIE       JSON: the process kills itself (SIGKILL) once, at
 *                    { statement: 12 | "text", when }     the n-th statement of the log's login, or the first with this text
 *                    { file: 3, when }                    the n-th file that is put into a static folder
 *                  when: "before" | "after"; for files "during" as well: half of it is written under its temporary name
 *   SOAK_CONTROL   a folder; a file `full` there means that static folders can take nothing more, a file `clock` holds
 *                  milliseconds by which the clock is wrong
 *
 * The process also ends when the one that started it is gone.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join, sep } from "node:path";
import pg from "pg";

const LOOK_MS = 20;
const death = JSON.parse(process.env.SOAK_DIE ?? "{}");
const control = process.env.SOAK_CONTROL ?? "";
const inLog = `${process.env.MODELKEEP_DATA_DIR}${sep}log${sep}`;
const parent = process.ppid;

const die = () => process.kill(process.pid, "SIGKILL");

function watchParent() {
  setInterval(() => process.ppid !== parent && die(), 500).unref();
}

function stepClock() {
  const RealDate = Date;
  let wrongBy = 0;
  const look = () => {
    try {
      wrongBy = Number(fs.readFileSync(join(control, "clock"), "utf8"));
    } catch {
      wrongBy = 0;
    }
  };
  look();
  setInterval(look, LOOK_MS).unref();
  globalThis.Date = class Date extends RealDate {
    constructor(...values) {
      if (values.length === 0) super(RealDate.now() + wrongBy);
      else super(...values);
    }

    static now() {
      return RealDate.now() + wrongBy;
    }
  };
}

function breakFiles() {
  const { open, rename } = fs.promises;
  let put = 0;
  const isFull = () => control !== "" && fs.existsSync(join(control, "full"));
  const full = () => Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  const half = async (write, data) => write(Buffer.from(data).subarray(0, Math.floor(Buffer.byteLength(data) / 2)));

  fs.promises.open = async (path, flags, ...more) => {
    const handle = await open(path, flags, ...more);
    if (flags !== "wx" || !String(path).startsWith(inLog)) return handle;
    const write = handle.writeFile.bind(handle);
    handle.writeFile = async (data) => {
      const dies = death.file === put + 1 && death.when === "during";
      if (!dies && !isFull()) return write(data);
      await half(write, data);
      if (dies) die();
      throw full();
    };
    return handle;
  };
  fs.promises.rename = async (from, to) => {
    if (!String(to).startsWith(inLog)) return rename(from, to);
    put += 1;
    if (death.file === put && death.when === "before") die();
    await rename(from, to);
    if (death.file === put && death.when === "after") die();
  };
  syncBuiltinESMExports();
}

function breakStatements() {
  const { query } = pg.Client.prototype;
  let statements = 0;
  const isIt = (text) => {
    statements += 1;
    return typeof death.statement === "number" ? death.statement === statements : text.includes(death.statement);
  };
  pg.Client.prototype.query = function dyingQuery(...given) {
    const [first] = given;
    const text = typeof first === "string" ? first : (first?.text ?? "");
    if (this.user !== "modelkeep_log" || !isIt(text)) return query.apply(this, given);
    if (death.when === "before") die();
    const callback = given.at(-1);
    if (typeof callback === "function") return query.apply(this, [...given.slice(0, -1), die]);
    return query.apply(this, given).then(die);
  };
}

watchParent();
if (control !== "") stepClock();
breakFiles();
if (death.statement !== undefined) breakStatements();
