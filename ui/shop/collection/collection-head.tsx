import Link from "next/link";
import { useTranslations } from "next-intl";

type CollectionHeadProps = { title: string; description: string; isEmpty: boolean };

export function CollectionHead({ title, description, isEmpty }: CollectionHeadProps) {
  const t = useTranslations();
  return (
    <header className="mb-10 grid gap-y-4 lg:mb-14 lg:grid-cols-12 lg:items-end lg:gap-x-6">
      <h1 className="font-heading text-display font-semibold lg:col-span-8">{title}</h1>
      {description ? (
        <p className="max-w-[46ch] text-lead text-ink-soft lg:col-span-4 lg:pb-2">{description}</p>
      ) : null}
      {isEmpty ? (
        <p className="text-lead text-ink-soft lg:col-span-12">
          {t.rich("shop.collection.empty", {
            link: (text) => (
              <Link href="/collections/all" className="link">
                {text}
              </Link>
            ),
          })}
        </p>
      ) : null}
    </header>
  );
}
