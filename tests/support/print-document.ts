// Another process of the shop for tests: says what the PDF of a document is, by its hash.
import { createHash } from "node:crypto";
import { documentSchema } from "../../domain/documents/document.ts";
import { renderPdf } from "../../server/documents/pdf/render-pdf.ts";

process.once("message", (data) => {
  process.send?.(
    createHash("sha256")
      .update(renderPdf(documentSchema.parse(data)))
      .digest("hex"),
  );
  process.disconnect();
});
