-- Sold to whom has the address, and in no list.
ALTER TYPE "ProductStatus" ADD VALUE 'unlisted';
