/** What the shop writes into a page by itself, where the name stands in double braces on a line of its own. */
export const BLOCKS = ["seller"] as const;
export type Block = (typeof BLOCKS)[number];

export const blockMark = (block: Block): string => `{{${block}}}`;

const MARK = /^[ \t]*\{\{[ \t]*([a-z]+)[ \t]*\}\}[ \t]*$/gm;

/** A text with its blocks filled in; what is in double braces and no block stays as it was typed. */
export const fillBlocks = (body: string, markdownOf: Record<Block, () => string>): string =>
  body.replace(MARK, (typed, name: string) => {
    const block = BLOCKS.find((known) => known === name);
    return block === undefined ? typed : markdownOf[block]();
  });

/** Text that Markdown must not read: every sign that could mean anything is escaped. */
export const asMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+\-.!|~&:]/g, "\\$&");
