/**
 * Shows the stages of a start: a spinner on a terminal, plain lines elsewhere; each with its seconds.
 *
 *   createBoard({ stream?, terminal? }) -> { stage(title, work), line(text), close() }
 *
 * `work` receives a function to say what is being done; the text it returns is shown behind the seconds. Stages may
 * overlap. A stage of more than two seconds shows that it is alive.
 */
const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function paint(code, text, terminal) {
  return terminal ? `\u001b[${code}m${text}\u001b[0m` : text;
}

function heartbeat(board) {
  for (const stage of board.running) {
    const age = Date.now() - stage.since;
    if (age < stage.nextSign) continue;
    stage.nextSign += 10_000;
    board.line(
      `  … ${stage.title} is still at work, ${Math.round(age / 1000)} s${stage.doing ? ` (${stage.doing})` : ""}`,
    );
  }
}

function draw(board) {
  if (board.running.size === 0) return;
  board.frame = (board.frame + 1) % frames.length;
  const parts = [...board.running].map(
    (stage) => `${stage.title} ${seconds(stage.since)}${stage.doing ? ` (${stage.doing})` : ""}`,
  );
  const text = `  ${frames[board.frame]} ${parts.join("  ·  ")}`.slice(0, (board.stream.columns || 100) - 1);
  board.stream.write(`\r\u001b[2K${text}`);
}

async function runStage(board, title, work) {
  const stage = { title, since: Date.now(), doing: "", nextSign: 2000 };
  board.running.add(stage);
  if (board.terminal) draw(board);
  try {
    const outcome = await work((doing) => (stage.doing = doing));
    board.running.delete(stage);
    const detail = typeof outcome === "string" && outcome ? `   ${outcome}` : "";
    const mark = paint("32", "✓", board.terminal);
    board.line(`  ${mark} ${title.padEnd(20)}${seconds(stage.since).padStart(8)}${paint("2", detail, board.terminal)}`);
    return outcome;
  } catch (error) {
    board.running.delete(stage);
    board.line(`  ${paint("31", "✗", board.terminal)} ${title.padEnd(20)}${seconds(stage.since).padStart(8)}`);
    throw error;
  }
}

/** Makes a board on a stream. See the head of this file. */
export function createBoard({ stream = process.stdout, terminal = Boolean(stream.isTTY) } = {}) {
  const board = {
    stream,
    terminal,
    running: new Set(),
    frame: 0,
    line(text) {
      stream.write(terminal ? `\r\u001b[2K${text}\n` : `${text}\n`);
      if (terminal) draw(board);
    },
  };
  const timer = setInterval(() => (terminal ? draw(board) : heartbeat(board)), terminal ? 100 : 250);
  timer.unref();
  return {
    stage: (title, work) => runStage(board, title, work),
    line: (text) => board.line(text),
    close: () => clearInterval(timer),
  };
}
