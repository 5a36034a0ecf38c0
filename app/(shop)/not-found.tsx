import { LinkButton } from "@/ui/kit/form/link-button";
import { MessagePage } from "@/ui/kit/message-page";

export default function ShopNotFound() {
  return (
    <MessagePage
      title="Nobody lives at this address"
      sentence="The page may have moved, or the thing is no longer sold. Everything that is for sale is one step away."
    >
      <LinkButton href="/collections/all" prefetch={false}>
        See everything
      </LinkButton>
      <LinkButton href="/search" prefetch={false} tone="plain">
        Search
      </LinkButton>
    </MessagePage>
  );
}
