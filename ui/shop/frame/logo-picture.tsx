import type { SettingPicture } from "@/domain/settings/shop";

/** `dark`: on dark paper; null: the same. */
export type ShopLogo = { light: SettingPicture; dark: SettingPicture | null };

/** The shop's own logo in place of its name, which it is read out as. */
export function LogoPicture({ logo: { light, dark }, name }: { logo: ShopLogo; name: string }) {
  return (
    <picture>
      {dark ? <source media="(prefers-color-scheme: dark)" srcSet={dark.path} /> : null}
      <img
        src={light.path}
        alt={name}
        width={light.width}
        height={light.height}
        className="h-9 w-auto max-w-40 object-contain object-left sm:h-10 sm:max-w-56"
      />
    </picture>
  );
}
