import type { HomeHero } from "@/domain/content/home";
import { Hero } from "../collection/hero";
import { HomeRows, type ShownRow } from "./home-rows";

/** The home page that the merchant made. */
export function MadeHome({ home, locale }: { home: { hero: HomeHero; rows: ShownRow[] }; locale: string }) {
  const { title, text, picture, button } = home.hero;
  return (
    <>
      <Hero title={title} sentence={text} picture={picture} button={button.href ? button : null} />
      <HomeRows rows={home.rows} locale={locale} />
    </>
  );
}
