import "server-only";
import type { DocumentData } from "@/domain/documents/document";
import { isoTime } from "@/domain/format-time";
import { documentWords } from "@/messages/document-words";
import { compiler } from "./compiler";
import { LAYOUT } from "./layout";

/** Tagged for screen readers, and made to be kept: the compiler refuses what the standard does not allow. */
const STANDARD = "a-3a";
const MAX_TRIES = 5;
/** Stands for a sign that the typefaces do not have. */
const UNKNOWN = "?";

/**
 * A document as a PDF (PDF/A-3a), from its frozen facts alone: the same bytes each time. Signs without a glyph become "?",
 * because the standard takes none; the page in HTML has them. Takes some ten milliseconds of this process.
 */
export function renderPdf(data: DocumentData): Buffer {
  let input = JSON.stringify(inputOf(data));
  for (let tries = 1; ; tries += 1) {
    try {
      return compile(input, new Date(data.issuedAt));
    } catch (error) {
      const missing = missingSigns(String((error as Error).message));
      if (missing.length === 0 || tries === MAX_TRIES) throw error;
      for (const sign of missing) input = input.replaceAll(sign, UNKNOWN);
    }
  }
}

/** What a document's file is called. */
export const fileName = ({ number }: DocumentData): string =>
  `${number.replace(/[^A-Za-z0-9._-]/g, "-")}.pdf`;

function compile(document: string, at: Date): Buffer {
  const typst = compiler();
  const { result, ...rest } = typst.compile({ mainFileContent: LAYOUT, inputs: { document } });
  if (!result) throw new Error(`a document could not be set: ${JSON.stringify(rest)}`);
  try {
    return typst.pdf(result, {
      ...{ pdfStandard: STANDARD, pdfTags: true },
      creationTimestamp: Math.floor(at.getTime() / 1_000),
    });
  } finally {
    typst.evictCache(0);
  }
}

function inputOf(data: DocumentData) {
  const { locale, ...words } = documentWords(data);
  const [year, month, day] = isoTime(new Date(data.issuedAt), data.timeZone)
    .slice(0, 10)
    .split("-")
    .map(Number);
  return { ...words, lang: locale.slice(0, 2), number: data.number, day: [year, month, day] };
}

// The compiler names each text that it has no glyph for: the text `"山"` could not be displayed.
const MISSING = /the text `\\?"(.*?)\\?"` could not be displayed/g;

/** As they stand in JSON, longest first. */
function missingSigns(message: string): string[] {
  const named = Array.from(message.matchAll(MISSING), ([, text = ""]) =>
    text.replace(/\\+u\{([0-9a-f]+)\}/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    ),
  );
  return [...new Set(named)].filter(Boolean).toSorted((one, other) => other.length - one.length);
}
