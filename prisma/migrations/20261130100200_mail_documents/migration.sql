-- The invoice that a mail brings along.
ALTER TABLE "mails" ADD COLUMN "document_id" UUID;
ALTER TABLE "mails" ADD CONSTRAINT "mails_document_id_fkey"
  FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;
ALTER TABLE "mails" VALIDATE CONSTRAINT "mails_document_id_fkey";
