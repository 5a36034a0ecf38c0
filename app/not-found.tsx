import type { Metadata } from "next";
import { LinkButton } from "@/ui/kit/form/link-button";
import { MessagePage } from "@/ui/kit/message-page";

export const metadata: Metadata = { title: "Not found" };

/** For addresses that belong to no part of the shop. It is made at build, so it knows neither name nor catalog. */
export default function NotFound() {
  return (
    <main>
      <MessagePage
        title="Nobody lives at this address"
        sentence="The page may have moved, or the address has a slip in it. The shop’s front door is still where it was."
      >
        <LinkButton href="/" prefetch={false}>
          To the front page
        </LinkButton>
        <LinkButton href="/search" prefetch={false} tone="plain">
          Search
        </LinkButton>
      </MessagePage>
    </main>
  );
}
