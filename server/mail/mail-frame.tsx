import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Row,
  Section,
  Text,
} from "@react-email/components";
import type { ReactNode } from "react";
import type { MailItem, OrderMailLines } from "@/domain/orders/mail";
import { directionOf } from "@/messages/direction";
import { translator } from "@/messages/messages";
import { ownColors } from "./own/own-colors";
import { ownFooter } from "./own/own-words";

// Mail programs know no style sheets of ours: the shop's colours (app/globals.css) as plain values.
const ink = "#211e19";
const quiet = "#5f574b";
const paper = "#f7f3ec";
const line = "#ddd4c5";
const font = "-apple-system, BlinkMacSystemFont, Segoe UI, Helvetica, Arial, sans-serif";
/** Where a mail program knows dark schemes; the others keep the light one, or darken it by themselves. */
const darkStyles = ({ dark, onDark }: ReturnType<typeof ownColors>) => `@media (prefers-color-scheme: dark) {
  .paper, .paper td { background-color: #1c1a16 !important; }
  .ink { color: #efe8db !important; }
  .quiet { color: #b3a998 !important; }
  .link { color: ${dark} !important; }
  .line { border-color: #3b362e !important; }
  .paper td .button, .button { background-color: ${dark} !important; color: ${onDark} !important; }
}`;
/** An address and a long name must not make a mail wider than a phone. */
const breakable = { wordBreak: "break-word" as const };
const text = { ...breakable, color: ink, fontSize: "16px", lineHeight: "24px", margin: "0 0 12px" };
const buttonStyle = (color: string) => ({
  backgroundColor: color,
  borderRadius: "6px",
  color: paper,
  fontSize: "16px",
  fontWeight: 600,
  lineHeight: "20px",
  padding: "12px 24px",
});
const cell = { ...text, margin: "0 0 4px" };
/** For what stands in the frame. */
export const MAIL_STYLES = {
  cell,
  label: { ...cell, color: quiet, margin: "12px 0 4px" },
};
export const linkStyle = () => ({ color: ownColors().light, textDecoration: "underline" });
// Mail programs know no `text-align: end`.
const atEnd = (locale: string) => ({
  textAlign: directionOf(locale) === "rtl" ? ("left" as const) : ("right" as const),
  verticalAlign: "top" as const,
});

type MailFrameProps = {
  shopName: string;
  /** What mail programs show next to the subject. */
  preview: string;
  title: string;
  /** Sentences below the title, before the link. */
  sentences: string[];
  orderUrl: string;
  /** What the link is called; left out: it leads to the shopper's order. */
  button?: string;
  /** The last sentence; left out: to keep the mail. */
  foot?: string;
  locale: string;
  children?: ReactNode;
};

/** The paper that every mail about an order is written on, with the link to the order's page. */
export function MailFrame(props: MailFrameProps) {
  const { shopName, preview, title, sentences, orderUrl, locale, children } = props;
  const t = translator(locale);
  const footer = props.button === undefined ? ownFooter(locale) : null;
  const { button: label = t("mail.frame.seeYourOrder"), foot = t("mail.frame.keepThisEmail") } = props;
  return (
    <Html lang={locale} dir={directionOf(locale)}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{darkStyles(ownColors())}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body
        className="paper"
        style={{
          backgroundColor: paper,
          fontFamily: font,
          margin: 0,
          padding: "24px 0",
        }}
      >
        <Container style={{ maxWidth: "560px", padding: "0 24px" }}>
          <Text className="quiet" style={{ ...text, color: quiet }}>
            {shopName}
          </Text>
          <Heading
            as="h1"
            className="ink"
            style={{ ...breakable, color: ink, fontSize: "26px", lineHeight: "32px", fontWeight: 500 }}
          >
            {title}
          </Heading>
          {sentences.map((sentence) => (
            <Text key={sentence} className="ink" style={{ ...text, whiteSpace: "pre-line" }}>
              {sentence}
            </Text>
          ))}
          <Button href={orderUrl} className="button" style={buttonStyle(ownColors().light)}>
            {label}
          </Button>
          <Text className="quiet" style={{ ...text, color: quiet, fontSize: "13px", margin: "12px 0 0" }}>
            <Link href={orderUrl} className="link" style={linkStyle()}>
              {orderUrl}
            </Link>
          </Text>
          {children ? <Hr className="line" style={{ borderColor: line, margin: "24px 0" }} /> : null}
          {children}
          <Text className="quiet" style={{ ...text, color: quiet, fontSize: "13px", marginTop: "32px" }}>
            {foot}
          </Text>
          {footer === null ? null : (
            <Text
              className="quiet"
              style={{ ...text, color: quiet, fontSize: "13px", whiteSpace: "pre-line" }}
            >
              {footer}
            </Text>
          )}
        </Container>
      </Body>
    </Html>
  );
}

/** What was refunded. */
export function MailItems({ items, locale }: { items: MailItem[]; locale: string }) {
  return (
    <Section>
      <Text className="quiet" style={MAIL_STYLES.label}>
        {translator(locale)("mail.frame.refunded")}
      </Text>
      {items.map(({ label, amount }) => (
        <Amount key={label} label={label} amount={amount} locale={locale} />
      ))}
      <Hr className="line" style={{ borderColor: line, margin: "24px 0" }} />
    </Section>
  );
}

/** What was ordered, and what it came to. */
export function MailLines({ order, locale }: { order: OrderMailLines; locale: string }) {
  const t = translator(locale);
  return (
    <Section>
      {order.lines.map((line) => (
        <Amount key={line.title} label={t("mail.frame.line", line)} amount={line.total} locale={locale} />
      ))}
      <Hr className="line" style={{ borderColor: line, margin: "12px 0" }} />
      <Amount label={t("mail.frame.subtotal")} amount={order.subtotal} locale={locale} />
      {order.adjustments.map(({ kind, label, amount }) => {
        const name = t(`site.adjustment.${kind}`);
        return (
          <Amount
            key={`${kind} ${label}`}
            label={label ? t("mail.frame.adjustmentOf", { name, label }) : name}
            amount={amount}
            locale={locale}
          />
        );
      })}
      <Amount label={t("mail.frame.total")} amount={order.total} locale={locale} isStrong />
      {order.taxes.map(({ label, amount }) => (
        <Amount key={label} label={label} amount={amount ?? ""} locale={locale} />
      ))}
    </Section>
  );
}

type AmountProps = { label: string; amount: string; locale: string; isStrong?: boolean };

function Amount({ label, amount, locale, isStrong = false }: AmountProps) {
  const style = isStrong ? { ...cell, fontWeight: 600 } : cell;
  return (
    <Row>
      <Column>
        <Text className="ink" style={style}>
          {label}
        </Text>
      </Column>
      <Column style={atEnd(locale)}>
        <Text className="ink" style={style}>
          {amount}
        </Text>
      </Column>
    </Row>
  );
}

/** A text of its own with its line breaks, as it was written. */
export function MailPassage({ label, text }: { label: string; text: string }) {
  return (
    <>
      <Hr className="line" style={{ borderColor: line, margin: "24px 0" }} />
      <Section>
        <Text className="quiet" style={{ ...cell, color: quiet }}>
          {label}
        </Text>
        <Text className="ink" style={{ ...cell, whiteSpace: "pre-line" }}>
          {text}
        </Text>
      </Section>
    </>
  );
}

export function MailDetail({ label, lines }: { label: string; lines: string[] }) {
  return (
    <>
      <Hr className="line" style={{ borderColor: line, margin: "24px 0" }} />
      <Section>
        <Text className="quiet" style={{ ...cell, color: quiet }}>
          {label}
        </Text>
        {lines.map((written) => (
          <Text key={written} className="ink" style={cell} translate="no">
            {written}
          </Text>
        ))}
      </Section>
    </>
  );
}
