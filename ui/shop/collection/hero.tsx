import type { Picture as PictureData } from "@/domain/catalog/product";
import { LinkButton } from "../../kit/form/link-button";
import { Picture } from "../product/picture";

type HeroProps = {
  title: string;
  sentence: string;
  picture: PictureData | null;
  button: { title: string; href: string } | null;
};

export function Hero({ title, sentence, picture, button }: HeroProps) {
  return (
    <section className="page pt-6 lg:pt-8">
      <div className="grid gap-y-6 lg:grid-cols-12 lg:items-end lg:gap-x-6">
        <h1 className="font-heading text-display font-semibold lg:col-span-8">{title}</h1>
        <div className="lg:col-span-4 lg:pb-2 xl:col-span-3 xl:col-start-10">
          {sentence ? <p className="max-w-[34ch] text-lead text-ink-soft">{sentence}</p> : null}
          {button ? (
            <LinkButton href={button.href} prefetch={false} className="mt-5">
              {button.title}
            </LinkButton>
          ) : null}
        </div>
      </div>
      {picture ? (
        <div className="-mx-gutter mt-8 aspect-[5/4] overflow-hidden bg-paper-sunk sm:mx-0 sm:aspect-video sm:rounded-picture lg:mt-12">
          <Picture
            picture={picture}
            isFirst
            sizes="(min-width: 96rem) 87rem, (min-width: 40rem) 92vw, 100vw"
            className="size-full object-cover"
          />
        </div>
      ) : null}
    </section>
  );
}
