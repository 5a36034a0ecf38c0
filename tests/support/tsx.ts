/** Of Node.js, before a script of this project: it runs as npm runs it. */
export const TSX = [`--import=${new URL("typescript.mjs", import.meta.url)}`];
