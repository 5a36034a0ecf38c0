-- Null means that the product was saved before handles were kept: its slug was made of the handle.
ALTER TABLE "products" ADD COLUMN "handle" TEXT;
CREATE UNIQUE INDEX "products_handle_key" ON "products" ("handle");
