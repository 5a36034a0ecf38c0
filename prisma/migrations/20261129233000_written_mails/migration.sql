-- The admin's name where a person wrote a mail or had it sent again; the shop's own mails have none.
ALTER TABLE "mails" ADD COLUMN "written_by" TEXT;
