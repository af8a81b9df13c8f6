import "./inventory.css";
import { memo } from "react";
import { markdownBlocks, markdownInlines, type Block, type Inline } from "./markdown-blocks.ts";

function Piece({ piece }: { piece: Inline }) {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "code":
      return <code>{piece.text}</code>;
    case "strong":
      return <strong>{piece.text}</strong>;
    case "em":
      return <em>{piece.text}</em>;
    case "link":
      return (
        <a className="mk-link" href={piece.href} target="_blank" rel="noreferrer noopener nofollow">
          {piece.text}
        </a>
      );
    case "image":
      return (
        <span className="mk-3" title={piece.href}>
          [picture{piece.text === "" ? "" : `: ${piece.text}`}, not loaded]
        </span>
      );
  }
}

function Inlines({ text }: { text: string }) {
  return markdownInlines(text).map((piece, index) => <Piece key={index} piece={piece} />);
}

function TableBlock({ block }: { block: Extract<Block, { kind: "table" }> }) {
  return (
    <div className="mk-md-table">
      <table className="mk-plain-table">
        <thead>
          <tr>
            {block.head.map((cell, index) => (
              <th key={index} scope="col">
                <Inlines text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>
                  <Inlines text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return (
        <p>
          <strong>
            <Inlines text={block.text} />
          </strong>
        </p>
      );
    case "paragraph":
      return (
        <p>
          <Inlines text={block.text} />
        </p>
      );
    case "list": {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Inlines text={item} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "code":
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case "quote":
      return (
        <blockquote>
          <Inlines text={block.text} />
        </blockquote>
      );
    case "table":
      return <TableBlock block={block} />;
  }
}

/** Foreign Markdown, made inert: HTML is shown as text, pictures are not loaded, links leave without telling from where. */
export const MarkdownView = memo(function MarkdownView({ text }: { text: string }) {
  return (
    <div className="mk-md">
      {markdownBlocks(text).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
});
