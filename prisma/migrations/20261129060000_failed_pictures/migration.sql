-- When fetching or preparing the picture failed last; null: not since it came in.
ALTER TABLE "product_images" ADD COLUMN "failed_at" TIMESTAMPTZ(3);
